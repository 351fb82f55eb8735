import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { type ZipEntry, zipStream } from "./zipStream.js";

async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  async function* all() {
    yield* entries;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of zipStream(all())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const modified = new Date("2026-03-04T05:06:08Z");

it("writes files that another reader gets back", async () => {
  const texts = { "a.step.kcl": "x = 1\n", "Gehäuse/b.stp.kcl": "y = 2\n".repeat(5000), "empty.kcl": "" };
  const entries = Object.entries(texts).map(([name, text]) => ({ name, data: Buffer.from(text), modified }));
  const read = unzipSync(await zipOf(entries));
  expect(Object.fromEntries(Object.entries(read).map(([name, data]) => [name, strFromU8(data)]))).toEqual(texts);
});

it("writes an empty file when there is nothing", async () => {
  expect(unzipSync(await zipOf([]))).toEqual({});
});

it("counts past 65,535 entries", async () => {
  const count = 65_600;
  const zip = await zipOf(Array.from({ length: count }, (_, i) => ({ name: `${i}`, data: Buffer.alloc(0), modified })));
  // The end of central directory record of ZIP64 (APPNOTE 4.3.14): 56 bytes, before its locator (20) and the old record (22).
  const end64 = zip.length - 22 - 20 - 56;
  expect(zip.readUInt32LE(end64)).toBe(0x06064b50);
  expect(zip.readBigUInt64LE(end64 + 32)).toBe(BigInt(count));
  expect(zip.readUInt32LE(Number(zip.readBigUInt64LE(end64 + 48)))).toBe(0x02014b50);
});
