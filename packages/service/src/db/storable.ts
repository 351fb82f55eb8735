/** How to tell that PostgreSQL does not take what is in a value, and what to do then. */

/** Class 22 is data exceptions (a character that is not representable among them), class 54 limits (a row or a tsvector that is too large). */
const contentCodes = /^(22|54)/;

/** The database took the statement but not what is in a value: it would refuse it every time. */
function isContentRefusal(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" && code.length === 5 && contentCodes.test(code);
}

/**
 * The last guard where rows are written: `plainer` is tried when the database refuses the content of a value in `write`. Both must be whole
 * transactions.
 */
export async function writeOrPlainer<T>(
  write: () => Promise<T>,
  plainer: (refusal: unknown) => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isContentRefusal(error)) throw error;
    return plainer(error);
  }
}
