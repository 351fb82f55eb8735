import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { privateFile, privateFolder } from "./modes.js";
import { type StagedFile, TooLarge } from "./types.js";

/** Enough to recognise every format by its content. */
const headBytes = 4096;

export interface StageOptions {
  /** Where temporary files live. */
  readonly folder: string;
  readonly maxBytes: number;
}

/**
 * Writes a stream to a temporary file, hashing as it goes: memory stays small whatever the size. Throws `TooLarge`, and whatever the
 * stream throws; then nothing is left behind.
 */
export async function stage(
  stream: AsyncIterable<Uint8Array> | NodeJS.ReadableStream,
  { folder, maxBytes }: StageOptions,
): Promise<StagedFile> {
  await mkdir(folder, { recursive: true, mode: privateFolder });
  const file = path.join(folder, `${randomUUID()}.part`);
  const hash = createHash("sha256");
  const discard = () => rm(file, { force: true });
  let size = 0;
  let head = Buffer.alloc(0);
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > maxBytes) return done(new TooLarge(maxBytes));
      hash.update(chunk);
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(file, { mode: privateFile }));
  } catch (error) {
    await discard();
    throw error;
  }
  return { path: file, sha256: hash.digest("hex"), size, head, discard };
}
