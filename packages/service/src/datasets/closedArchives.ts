/** Archives that are not opened, and why: they are conversions that end with a word about that. */
import path from "node:path";
import type { Kysely } from "kysely";
import type { ConversionRow, Tables } from "../db/index.js";
import { roleOf } from "./formats.js";

type Archive = Pick<ConversionRow, "dataset_id" | "file_path" | "file_sha256">;

const zipMark = "PK";

/** Why a file of a bucket is not fetched at all; undefined when it is. */
export function closedInBucket({ file_path: file, file_sha256: sha256 }: Archive): string | undefined {
  if (sha256 !== null || roleOf(file) !== "archive") return undefined;
  return "archives in a bucket are not opened (what is named .zip is taken for one): put its files there instead";
}

/** Why an upload that is an archive was not opened; undefined for what is none. */
export async function closedUpload(db: Kysely<Tables>, row: Archive, head: Uint8Array): Promise<string | undefined> {
  const { file_path: file, dataset_id: datasetId } = row;
  const isZip = Buffer.from(head.subarray(0, zipMark.length)).toString("latin1") === zipMark;
  if (!isZip || roleOf(file, head) !== "archive") return undefined;
  const around = await db
    .selectFrom("dataset_files")
    .select("path")
    .where("dataset_id", "=", datasetId)
    .where("path", "in", foldersOf(file))
    .executeTakeFirst();
  if (around) return `archives in archives are not opened: unpack ${around.path} and send what is in it`;
  return "the archive holds no CAD file, side file or archive; everything else in it was ignored";
}

/** Every folder above a file; a file of that path is the archive that it came in. */
function foldersOf(file: string): string[] {
  const folders = [path.posix.dirname(file)];
  for (let at = folders[0] ?? "."; at !== "."; ) {
    at = path.posix.dirname(at);
    folders.push(at);
  }
  return folders;
}
