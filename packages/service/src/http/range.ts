/** Parts of a file: the `Range` header (RFC 9110, section 14), and a stream cut to size. */
import { pipeline, type Readable, Transform } from "node:stream";

/** Both ends belong to it. */
export interface Part {
  readonly first: number;
  readonly last: number;
}

/**
 * The part that is asked for. Undefined: all of it, as when the header is of another unit, malformed or names several parts, which a server
 * may answer whole. "none": it begins behind the end.
 */
export function partOf(header: string | undefined, size: number): Part | "none" | undefined {
  const [, from, to] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "none" : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= size ? "none" : { first, last };
}

/**
 * The part of a stream of `size` bytes. The source is read to its end, where it fails when its bytes are not what they should be, and what
 * was read last goes out only after that: a reader that got all the bytes it was promised got the right ones.
 */
export function cut(source: Readable, size: number, { first, last }: Part): Readable {
  let at = 0;
  let held: Buffer | undefined;
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      const kept = chunk.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at));
      at += chunk.length;
      if (kept.length === 0) return done();
      const before = held;
      held = kept;
      if (before) done(null, before);
      else done();
    },
    flush(done) {
      if (at !== size) return done(new Error(`the file has ${at} bytes instead of ${size}`));
      done(null, held);
    },
  });
  // The reader gets the error from the stream itself.
  pipeline(source, check, () => {});
  return check;
}
