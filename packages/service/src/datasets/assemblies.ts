/** Assemblies whose parts come after them: uploads and listings bring files in any order. */
import path from "node:path";
import { sql, type Transaction } from "kysely";
import { requeue } from "../conversions/transitions.js";
import type { Tables } from "../db/index.js";

/** A message names some of the files that are missing, and counts the others. */
const namesSome = / and \d+ more\b/;

/** Queues conversions again that ended for want of a file (`missing_external`) which may be among `paths`, in their folder or below it. Returns how many. */
export async function requeueAssemblies(
  tx: Transaction<Tables>,
  datasetId: string,
  paths: readonly string[],
): Promise<number> {
  const waiting = await tx
    .selectFrom("conversions")
    .select(["id", "file_path", "status_message"])
    .where("dataset_id", "=", datasetId)
    .where("status", "=", "error_user")
    .where("failure_code", "=", "missing_external")
    .execute();
  if (waiting.length === 0) return 0;
  const files = paths.map((file) => ({ file, name: path.posix.basename(file).toLowerCase() }));
  const ids = waiting
    .filter(({ file_path, status_message }) => {
      const folder = path.posix.dirname(file_path);
      const said = (status_message ?? "").toLowerCase();
      const isNear = (file: string) => folder === "." || file.startsWith(`${folder}/`);
      return files.some(({ file, name }) => isNear(file) && (said.includes(name) || namesSome.test(said)));
    })
    .map(({ id }) => id);
  return ids.length === 0 ? 0 : requeue(tx, sql`id IN (${sql.join(ids)})`, "nothing");
}
