/** What of a dataset is meant: every filter of the page, as one question. */
import { phases } from "@unbake/jobs";
import { type SqlBool, sql } from "kysely";
import { type Static, Type } from "typebox";
import { conversionStatuses } from "../../db/index.js";
import { isUuid, patternOf } from "../lists/matching.js";
import { oneOf, storable } from "../schemas/make.js";

const word = (description: string) => Type.String({ maxLength: 500, ...storable, description });
const number = (description: string) => Type.Number({ description });

/** Ids that are asked for by name, at most. */
const mostIds = 500;

export const filterKeys = {
  q: Type.Optional(word("In the path, or the id.")),
  status: Type.Optional(oneOf(conversionStatuses)),
  phase: Type.Optional(oneOf(phases)),
  failure: Type.Optional(word("Code of the failure.")),
  unit: Type.Optional(word("Unit of the original.")),
  feature: Type.Optional(word("A kind of feature that one of its programs has.")),
  score_from: Type.Optional(number("Similarity of the raw program, included.")),
  score_to: Type.Optional(number("Not included.")),
  faces_from: Type.Optional(number("Faces of the original, included.")),
  faces_to: Type.Optional(number("Not included.")),
  solids_from: Type.Optional(number("Solids of the original, included.")),
  solids_to: Type.Optional(number("Not included.")),
  ids: Type.Optional(
    Type.String({
      pattern: `^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36}){0,${mostIds - 1}}$`,
      description: `Ids with commas between, at most ${mostIds}.`,
    }),
  ),
};

export const Filter = Type.Object(filterKeys);
export type Filter = Static<typeof Filter>;

/** The condition that rows of the dataset pass. */
export function passes(datasetId: string, filter: Filter): ReturnType<typeof sql<SqlBool>> {
  const { q, status, phase, failure, unit, feature, ids } = filter;
  const parts = [sql<SqlBool>`dataset_id = ${datasetId}`];
  if (q !== undefined && q.trim() !== "") {
    const text = q.normalize("NFC").trim();
    parts.push(isUuid(text) ? sql`id = ${text}` : sql`file_path ILIKE ${patternOf([text])}`);
  }
  if (status !== undefined) parts.push(sql`status = ${status}`);
  if (phase !== undefined) parts.push(sql`phase = ${(phases as readonly string[]).indexOf(phase)}`);
  if (failure !== undefined) parts.push(sql`failure_code = ${failure}`);
  if (unit !== undefined) parts.push(sql`unit = ${unit}`);
  if (feature !== undefined) parts.push(sql`${feature} = ANY(features)`);
  if (ids !== undefined) parts.push(sql`id = ANY(${ids.split(",").filter(isUuid)}::uuid[])`);
  parts.push(...between("raw_kcl_similarity_score", filter.score_from, filter.score_to));
  parts.push(...between("faces", filter.faces_from, filter.faces_to));
  parts.push(...between("solids", filter.solids_from, filter.solids_to));
  return sql<SqlBool>`${sql.join(parts, sql` AND `)}`;
}

function between(column: string, from: number | undefined, to: number | undefined) {
  const parts: ReturnType<typeof sql<SqlBool>>[] = [];
  if (from !== undefined) parts.push(sql`${sql.ref(column)} >= ${from}::float8`);
  if (to !== undefined) parts.push(sql`${sql.ref(column)} < ${to}::float8`);
  return parts;
}
