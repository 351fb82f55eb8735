/**
 * Assemblies over several files: the files of the dataset that a STEP file names are put beside it, where the child looks for them
 * (worker/beside.ts). Whether the file really refers to them is the child's to find out.
 */
import { link, mkdir, rename } from "node:fs/promises";
import path from "node:path";
import type { Kysely } from "kysely";
import type { Origin, OriginalOf } from "../datasets/bytes.js";
import { faultOfPath, maxForeignPathBytes } from "../datasets/filePath.js";
import type { Tables } from "../db/index.js";
import type { StagedFile } from "../storage/index.js";
import type { Claimed } from "./fence.js";
import { isStep, stepNamesIn } from "./stepNames.js";

export interface PartFileLimits {
  /** Of all of them together: the child holds them in memory at once. */
  readonly maxTotalBytes: number;
  readonly maxFiles: number;
}

export const partFileLimits: PartFileLimits = { maxTotalBytes: 256 * 2 ** 20, maxFiles: 500 };

export interface PartFiles {
  /** Files that are named and in the dataset and were not put there, each with the reason. */
  readonly leftOut: readonly string[];
  /** Whether a file that is named has come to the dataset since. */
  hasNews(): Promise<boolean>;
}

export interface PartFilesOf {
  readonly row: Pick<Claimed["row"], "file_path">;
  readonly dataset: Origin;
  readonly original: StagedFile;
  /** Stages a file of the dataset; `undefined` when it is gone or another one by now. */
  readonly fetch: (file: OriginalOf) => Promise<StagedFile | undefined>;
}

type Row = OriginalOf & { readonly file_size: number };

/** Puts the files that `original` names, and those that they name, into its folder. */
export async function fetchPartFiles(
  db: Kysely<Tables>,
  { row, dataset, original, fetch }: PartFilesOf,
  limits: PartFileLimits = partFileLimits,
): Promise<PartFiles> {
  const home = path.dirname(original.path);
  const folder = path.posix.dirname(row.file_path);
  /** Where each file of the dataset was put; undefined: it was left out. */
  const known = new Map<string, string | undefined>([[row.file_path, undefined]]);
  const placesTried = new Map<string, readonly string[]>();
  const leftOut: string[] = [];
  let bytes = 0;

  /** One file; where it is now, when its own names are to be followed. */
  const put = async (place: string, file: Row): Promise<string | undefined> => {
    const before = known.get(file.file_path);
    if (before !== undefined) return void (await linkTo(before, path.join(home, place)));
    if (known.has(file.file_path)) return undefined;
    known.set(file.file_path, undefined);
    const refuse = (why: string) => void leftOut.push(`${file.file_path} (${why})`);
    if (known.size - 1 > limits.maxFiles) return refuse(`more than ${limits.maxFiles} files`);
    if (bytes + file.file_size > limits.maxTotalBytes)
      return refuse(`more than ${limits.maxTotalBytes} bytes together`);
    const staged = await fetch(file);
    if (!staged) return refuse("it is gone or has changed");
    bytes += staged.size;
    const at = path.join(home, place);
    await mkdir(path.dirname(at), { recursive: true });
    await rename(staged.path, at);
    known.set(file.file_path, at);
    return at;
  };

  const following = isStep(row.file_path, original.head) ? [original.path] : [];
  for (let at = following.shift(); at !== undefined; at = following.shift()) {
    const names = [...(await stepNamesIn(at))].filter((name) => !placesTried.has(name));
    for (const name of names) placesTried.set(name, placesOf(name));
    for (const [place, file] of await findFiles(db, dataset.id, folder, names.map(placesOf))) {
      const found = await put(place, file);
      if (found !== undefined) following.push(found);
    }
  }
  return {
    leftOut,
    async hasNews() {
      const found = await findFiles(db, dataset.id, folder, [...placesTried.values()]);
      return found.some(([, file]) => !known.has(file.file_path));
    },
  };
}

async function linkTo(existing: string, at: string): Promise<void> {
  if (existing === at) return;
  await mkdir(path.dirname(at), { recursive: true });
  await link(existing, at);
}

/** A file name's most, on every disk. */
const maxSegmentBytes = 255;

/** Where the child looks for a name: as it is said, and by its last part alone. */
function placesOf(name: string): readonly string[] {
  const last = name.split("/").at(-1) ?? "";
  const isFit = (place: string) =>
    faultOfPath(place, maxForeignPathBytes) === undefined &&
    place.split("/").every((segment) => Buffer.byteLength(segment) <= maxSegmentBytes);
  return [...new Set([name, last])].filter(isFit);
}

/** Ways in which datasets may spell it: composed, and in the cases that systems without case turn names to. */
function spellingsOf(place: string): readonly string[] {
  const composed = place.normalize("NFC");
  const extension = path.posix.extname(composed);
  const stem = composed.slice(0, composed.length - extension.length);
  const cases = [extension.toLowerCase(), extension.toUpperCase()].map((other) => stem + other);
  return [...new Set([place, composed, ...cases, composed.toLowerCase(), composed.toUpperCase()])];
}

/** For each name the first place at which the dataset has a file, with that file. */
async function findFiles(
  db: Kysely<Tables>,
  datasetId: string,
  folder: string,
  names: readonly (readonly string[])[],
): Promise<(readonly [place: string, file: Row])[]> {
  const inDataset = (place: string) => (folder === "." ? place : `${folder}/${place}`);
  const wanted = names.map((places) =>
    places.flatMap((place) => spellingsOf(place).map((spelling) => ({ place, at: inDataset(spelling) }))),
  );
  const paths = [...new Set(wanted.flat().map(({ at }) => at))];
  const rows = new Map<string, Row>();
  for (let i = 0; i < paths.length; i += batch) {
    const some = await db
      .selectFrom("conversions")
      .select(["file_path", "file_etag", "file_size", "file_sha256"])
      .where("dataset_id", "=", datasetId)
      .where("file_path", "in", paths.slice(i, i + batch))
      .execute();
    for (const row of some) rows.set(row.file_path, row);
  }
  return wanted.flatMap((places) => {
    const first = places.find(({ at }) => rows.has(at));
    const row = first && rows.get(first.at);
    return first && row ? [[first.place, row] as const] : [];
  });
}

const batch = 1000;
