/** The name under which conversions are in the job queue; its payload is `{ id }`. */
export const taskName = "convert";

export interface ConvertPayload {
  readonly id: string;
}

/** The payload of a job. Throws on anything that the feeder did not write. */
export function readPayload(payload: unknown): ConvertPayload {
  const { id } = (payload ?? {}) as { id?: unknown };
  if (typeof id !== "string") throw new Error("a job without a conversion");
  return { id };
}
