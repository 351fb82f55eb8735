/**
 * ZIP files are opened within limits: what is inside is not believed, neither its names nor its sizes.
 */
import path from "node:path";
import type { Readable } from "node:stream";
import yauzl from "yauzl";
import { type StagedFile, stage, TooLarge } from "../storage/index.js";
import { faultOfPath, maxForeignPathBytes, shownPath } from "./filePath.js";
import { roleOf } from "./formats.js";

export interface ArchiveLimits {
  readonly maxEntries: number;
  /** Of all entries together, unpacked. */
  readonly maxTotalBytes: number;
  readonly maxFileBytes: number;
  /** Unpacked over packed size of one entry: CAD text packs about 10 times, a bomb a thousand times. */
  readonly maxRatio: number;
}

export const archiveLimits = { maxEntries: 20_000, maxTotalBytes: 4 * 2 ** 30, maxRatio: 200 } as const;

/** A file this small is no bomb, however well it packs. */
const ratioMattersAboveBytes = 2 ** 20;

/** An archive that is not opened, and why. */
export class ArchiveRefused extends Error {
  override name = "ArchiveRefused";
}

export interface ArchiveEntry {
  /** Inside the archive, with slashes. */
  readonly path: string;
  readonly staged: StagedFile;
}

/**
 * The files in the ZIP file at `file` that mean something to a dataset (CAD and side files, and archives, which stay closed), each unpacked
 * into `folder` when it is its turn; the caller stores or discards it. Throws `ArchiveRefused` when a limit is passed or the archive is
 * damaged; what was yielded before is the caller's to keep or not.
 */
export async function* readArchive(file: string, folder: string, limits: ArchiveLimits): AsyncGenerator<ArchiveEntry> {
  const zip = await open(file);
  try {
    if (zip.entryCount > limits.maxEntries)
      refuse(`it has ${zip.entryCount} entries, ${limits.maxEntries} are allowed`);
    let entries = 0;
    let total = 0;
    for await (const entry of entriesOf(zip)) {
      entries += 1;
      if (entries > limits.maxEntries) refuse(`it has more than ${limits.maxEntries} entries`);
      const name = safeName(entry);
      if (name === undefined || roleOf(name) === "other") continue;
      if (entry.isEncrypted()) refuse(`${name} is encrypted`);
      checkRatio(entry, name, limits.maxRatio);
      const maxBytes = Math.min(limits.maxFileBytes, limits.maxTotalBytes - total);
      const staged = await unpack(zip, entry, name, folder, maxBytes);
      total += staged.size;
      yield { path: name, staged };
    }
  } finally {
    zip.close();
  }
}

/** The composed name; undefined for folders and what operating systems add. Throws for names that an upload may not have either. */
function safeName(entry: yauzl.Entry): string | undefined {
  const name = entry.fileName.normalize("NFC");
  if (name.endsWith("/") || name.startsWith("__MACOSX/") || path.posix.basename(name).startsWith("._"))
    return undefined;
  // The code page of old archives (437) has glyphs for control characters: their bytes tell.
  const hasControl = entry.fileNameRaw.some((byte) => byte < 0x20 || byte === 0x7f);
  const fault = hasControl ? "it has a control character" : faultOfPath(name, maxForeignPathBytes);
  if (fault !== undefined) refuse(`${shownPath(name)}: ${fault}`);
  return name;
}

function checkRatio({ uncompressedSize, compressedSize }: yauzl.Entry, name: string, maxRatio: number): void {
  if (uncompressedSize <= ratioMattersAboveBytes) return;
  if (uncompressedSize > maxRatio * Math.max(1, compressedSize))
    refuse(`${name} is packed more than ${maxRatio} times`);
}

async function unpack(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  name: string,
  folder: string,
  maxBytes: number,
): Promise<StagedFile> {
  try {
    // Longer or shorter than its entry says is an error of the stream.
    return await stage(await openEntry(zip, entry), { folder, maxBytes });
  } catch (error) {
    if (error instanceof TooLarge) refuse("it holds more than is allowed");
    return refuse(`${name} cannot be unpacked: ${error instanceof Error ? error.message : error}`);
  }
}

function open(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.open(
      file,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true },
      (error, zip) => (zip ? resolve(zip) : reject(new ArchiveRefused(`it is no ZIP file: ${error?.message}`))),
    ),
  );
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (stream ? resolve(stream) : reject(error))),
  );
}

async function* entriesOf(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const next = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      const done = () => {
        zip.off("entry", found);
        zip.off("end", ended);
        zip.off("error", failed);
      };
      const found = (entry: yauzl.Entry) => {
        done();
        resolve(entry);
      };
      const ended = () => {
        done();
        resolve(undefined);
      };
      const failed = (error: Error) => {
        done();
        reject(new ArchiveRefused(error.message));
      };
      zip.once("entry", found);
      zip.once("end", ended);
      zip.once("error", failed);
      zip.readEntry();
    });
    if (!next) return;
    yield next;
  }
}

function refuse(why: string): never {
  throw new ArchiveRefused(why);
}
