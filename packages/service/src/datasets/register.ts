/** Files become part of a dataset: CAD files as conversions, side files beside them. */
import { type Kysely, sql, type Transaction } from "kysely";
import { registerConversions, requeue, stopRunners } from "../conversions/transitions.js";
import type { Dataset, Tables } from "../db/index.js";
import { requeueAssemblies } from "./assemblies.js";
import { roleOf, sidePathsOf, stemOfSide } from "./formats.js";
import { clearMissing, missingSince } from "./missing.js";

export interface FoundFile {
  readonly path: string;
  readonly etag: string;
  readonly size: number;
  /** Null: it stays in the customer's bucket. */
  readonly sha256: string | null;
  readonly head?: Uint8Array;
  /** An archive that is not opened: it becomes a conversion that says why. */
  readonly closed?: true;
}

/** A statement has 65,535 parameters at most. */
const batch = 1000;

/**
 * Registers files in one transaction. Returns how many conversions were queued: of CAD files that are new or whose ETag is another, and
 * of those whose side file is new or changed.
 */
export async function registerFiles(
  db: Kysely<Tables> | Transaction<Tables>,
  dataset: Pick<Dataset, "id" | "org_id">,
  files: readonly FoundFile[],
): Promise<number> {
  // An archive may hold a name twice: the last one counts, as when it is unpacked.
  const distinct = [...new Map(files.map((file) => [file.path, file])).values()];
  return inTransaction(db, async (tx) => {
    let queued = 0;
    for (let i = 0; i < distinct.length; i += batch) {
      queued += await registerBatch(tx, dataset, distinct.slice(i, i + batch));
    }
    return queued;
  });
}

async function registerBatch(
  tx: Transaction<Tables>,
  dataset: Pick<Dataset, "id" | "org_id">,
  files: readonly FoundFile[],
): Promise<number> {
  const kept = files.filter((file) => file.sha256 !== null || roleOf(file.path, file.head) === "side");
  const changed = await writeFiles(tx, dataset.id, kept);
  const cad = files.filter(isConverted);
  const queued = await registerConversions(tx, dataset, cad);
  await removeConversions(tx, dataset.id, pathsOf(files.filter(isOpened)));
  await clearMissing(tx, dataset.id, pathsOf(cad));
  const assemblies = queued === 0 ? 0 : await requeueAssemblies(tx, dataset.id, pathsOf(cad));
  const sides = files.filter(({ path, head }) => changed.has(path) && roleOf(path, head) === "side");
  return queued + assemblies + (await requeueBeside(tx, dataset.id, pathsOf(sides)));
}

/** Writes the rows of files; returns the paths of those that are new or another. */
async function writeFiles(
  tx: Transaction<Tables>,
  datasetId: string,
  files: readonly FoundFile[],
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const rows = await tx
    .insertInto("dataset_files")
    .values(files.map(({ path, etag, size, sha256 }) => ({ dataset_id: datasetId, path, etag, size, sha256 })))
    .onConflict((on) =>
      on
        .columns(["dataset_id", "path"])
        .doUpdateSet((eb) => ({
          etag: eb.ref("excluded.etag"),
          size: eb.ref("excluded.size"),
          sha256: eb.ref("excluded.sha256"),
          uploaded_at: sql`now()`,
        }))
        .whereRef("dataset_files.etag", "<>", "excluded.etag"),
    )
    .returning("path")
    .execute();
  return new Set(rows.map(({ path }) => path));
}

function isConverted(file: FoundFile): boolean {
  const role = roleOf(file.path, file.head);
  return role === "cad" || role === "proprietary" || (role === "archive" && !isOpened(file));
}

/** Archives in a bucket stay closed. */
function isOpened({ path, head, sha256, closed }: FoundFile): boolean {
  return roleOf(path, head) === "archive" && sha256 !== null && closed === undefined;
}

/** An archive that had nothing in it, and now has, is no conversion any more: what is in it is. */
async function removeConversions(tx: Transaction<Tables>, datasetId: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const rows = await tx
    .selectFrom("conversions")
    .select("id")
    .where("dataset_id", "=", datasetId)
    .where("file_path", "in", paths)
    .forUpdate()
    .execute();
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await stopRunners(tx, ids);
  await tx.deleteFrom("artefacts").where("conversion_id", "in", ids).execute();
  await tx.deleteFrom("conversions").where("id", "in", ids).execute();
}

const pathsOf = (files: readonly FoundFile[]) => files.map(({ path }) => path);

/** Conversions that have ended and whose metadata come from one of these side files read them again, unless their original is missing. */
export async function requeueBeside(
  tx: Transaction<Tables>,
  datasetId: string,
  sides: readonly string[],
): Promise<number> {
  if (sides.length === 0) return 0;
  const stems = sides.map(stemOfSide);
  // A CAD file's own path, or one with the same stem: names with a dot are looked up by the index, the rest is compared.
  const beside = await tx
    .selectFrom("conversions")
    .select(["id", "file_path"])
    .where("dataset_id", "=", datasetId)
    .where("status", "not in", ["queued", "canceled"])
    .where(sql<boolean>`NOT coalesce(metadata, '{}') ? ${missingSince}`)
    .where((eb) =>
      eb.or(
        stems.map((stem) =>
          eb.or([
            eb("file_path", "=", stem),
            eb.and([eb("file_path", ">", `${stem}.`), eb("file_path", "<", `${stem}/`)]),
          ]),
        ),
      ),
    )
    .execute();
  const paths = new Set(sides);
  const ids = beside.filter((row) => sidePathsOf(row.file_path).some((side) => paths.has(side))).map(({ id }) => id);
  return ids.length === 0 ? 0 : requeue(tx, sql`id IN (${sql.join(ids)})`, "original");
}

function inTransaction<T>(
  db: Kysely<Tables> | Transaction<Tables>,
  body: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.isTransaction ? body(db as Transaction<Tables>) : db.transaction().execute(body);
}
