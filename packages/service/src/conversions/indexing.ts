/** What a conversion has become, for search. */
import { sql } from "kysely";
import { prepared } from "../db/index.js";
import { storableChunks } from "../search/index.js";
import { type BlobStore, readBlob } from "../storage/index.js";

/** What is searched of a conversion that is about to end: its path, its metadata and the best program that there is (salon, else raw). */
export async function chunksAtEnd(
  store: BlobStore,
  conversion: { readonly id: string; readonly dataset_id: string; readonly file_path: string },
): Promise<string[]> {
  const { rows } = await sql<{ metadata: Readonly<Record<string, string>> | null; program: string | null }>`
    ${prepared("made")}
    SELECT metadata, (SELECT sha256 FROM artefacts WHERE conversion_id = c.id AND kind IN ('raw_kcl', 'salon_kcl')
                      ORDER BY kind DESC LIMIT 1) AS program
    FROM conversions c WHERE id = ${conversion.id}`.execute(store.db);
  const { metadata = null, program = null } = rows[0] ?? {};
  const kcl = program === null ? null : (await readBlob(store, conversion.dataset_id, program)).toString("utf8");
  return storableChunks({ filePath: conversion.file_path, metadata, kcl });
}
