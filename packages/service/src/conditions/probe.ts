import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import { removeFolder } from "@unbake/jobs";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/index.js";
import type { ObjectStore } from "../storage/index.js";
import { probeBytes } from "../storage/index.js";
import { privateFile, privateFolder } from "../storage/modes.js";

export interface ProbeOptions {
  readonly db: Kysely<Tables>;
  readonly objects: ObjectStore;
  /** Where temporary files are. */
  readonly scratch: string;
}

/** Asks the database, writes to storage and to the folder of temporary files; rejects with the first thing that fails. */
export async function probeAll({ db, objects, scratch }: ProbeOptions): Promise<void> {
  await sql`SELECT 1`.execute(db);
  await objects.probe();
  await mkdir(scratch, { recursive: true, mode: privateFolder });
  const folder = await mkdtemp(path.join(scratch, "probe-"));
  const file = path.join(folder, "probe");
  try {
    await writeFile(file, Buffer.alloc(probeBytes), { mode: privateFile });
  } finally {
    await removeFolder(folder, [file]);
  }
}
