/** Angles that are parts of whole degrees: seven of a thing all round stand 360 / 7 degrees apart. */

/** More of a thing round a circle than this is a table's business. */
const mostParts = 100;
/** Decimals of degrees that people type. */
const typedDecimals = 2;

/** What an angle with a long text (`51.428571429deg`) is a part of: whole degrees, and how many parts. Undefined for other angles. */
export function partsOfDegrees(text: string): { readonly degrees: number; readonly parts: number } | undefined {
  const [, digits = "", decimals = ""] = /^(-?\d+(?:\.(\d+))?)deg$/.exec(text) ?? [];
  if (decimals.length <= typedDecimals) return undefined;
  const angle = Number(digits);
  // Half of the last digit that is printed.
  const rounding = 0.5 * 10 ** -decimals.length;
  for (let parts = 3; parts <= mostParts; parts++) {
    const degrees = Math.round(angle * parts);
    if (degrees !== 0 && Math.abs(angle - degrees / parts) <= rounding) return { degrees, parts };
  }
  return undefined;
}
