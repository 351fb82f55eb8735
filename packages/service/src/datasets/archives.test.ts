import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ArchiveRefused, archiveLimits, readArchive } from "./archives.js";

let folder = "";
const limits = { ...archiveLimits, maxFileBytes: 2 ** 30 };
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-zip-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (value: string) => new TextEncoder().encode(value);

async function unpack(zip: Uint8Array, more: Partial<typeof limits> = {}): Promise<Record<string, string>> {
  const file = path.join(folder, "in.zip");
  const work = path.join(folder, "work");
  await writeFile(file, zip);
  const found: Record<string, string> = {};
  for await (const { path: name, staged } of readArchive(file, work, { ...limits, ...more })) {
    found[name] = await readFile(staged.path, "utf8");
    await staged.discard();
  }
  expect(await readdir(work).catch(() => [])).toEqual([]);
  return found;
}

describe("readArchive", () => {
  it("finds CAD and side files, and archives in it closed, not the rest", async () => {
    const zip = zipSync({
      "a/part.step": text("ISO"),
      "a/part.json": text("{}"),
      "a/readme.pdf": text("no"),
      "inner.zip": text("PK inner"),
      "u\u0308.step": text("composed"),
      "__MACOSX/a/._part.step": text("no"),
    });
    expect(await unpack(zip)).toEqual({
      "a/part.step": "ISO",
      "a/part.json": "{}",
      "inner.zip": "PK inner",
      "ü.step": "composed",
    });
  });

  it("refuses bombs by their ratio, their total and their number", async () => {
    const bomb = zipSync({ "a.step": new Uint8Array(2 ** 23) });
    await expect(unpack(bomb)).rejects.toThrow("packed more than 200 times");
    const two = zipSync({ "a.step": text("1234"), "b.step": text("5678") });
    await expect(unpack(two, { maxTotalBytes: 7 } as object)).rejects.toThrow("more than is allowed");
    await expect(unpack(two, { maxEntries: 1 } as object)).rejects.toThrow("2 entries");
  });

  it.each([
    "../a.step",
    "/a.step",
    "a//b.step",
    "C:/a.step",
    "a\\b.step",
    "..\\a.step",
    "a\nb.step",
    "a\u0000.step",
    "a\u202egpj.step",
    "x".repeat(1025),
  ])("refuses the name %j", async (name) => {
    await expect(unpack(zipSync({ [name]: text("x") }))).rejects.toBeInstanceOf(ArchiveRefused);
  });

  it("refuses an entry that is not as long as it says, and what is no archive", async () => {
    const zip = zipSync({ "a.step": [text("12345678"), { level: 0 }] });
    const central = Buffer.from(zip).lastIndexOf("PK\u0001\u0002");
    new DataView(zip.buffer, zip.byteOffset).setUint32(central + 24, 4, true);
    await expect(unpack(zip)).rejects.toBeInstanceOf(ArchiveRefused);
    await expect(unpack(text("PK no archive"))).rejects.toThrow("no ZIP file");
  });
});
