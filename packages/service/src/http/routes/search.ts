import { Type } from "typebox";
import type { App } from "../app.js";
import type { ApiContext } from "../context.js";
import { ApiError, isLost } from "../errors.js";
import { findDataset } from "../lookup.js";
import { SemanticMatch } from "../schemas/dataset.js";
import { named } from "../schemas/make.js";
import { DatasetPath, SemanticQuery } from "../schemas/parameters.js";
import { json, orgs } from "./answers.js";

const defaultMatches = 10;
const maxMatches = 100;

/** Search by meaning. */
export function searchRoutes(app: App, context: ApiContext): void {
  app.get(
    "/org/datasets/:id/search/semantic",
    {
      config: { access: "member" },
      schema: {
        ...orgs,
        operationId: "search_org_dataset_semantic",
        summary: "Chunks of KCL, metadata and names that mean what is asked, best first.",
        params: DatasetPath,
        querystring: SemanticQuery,
        response: json(Type.Array(named(SemanticMatch))),
      },
    },
    async (request) => {
      const { q, limit = defaultMatches } = request.query;
      const dataset = await findDataset(context, request, request.params.id);
      if (q.trim() === "") throw new ApiError("bad_parameter", "q is blank");
      if (!dataset.lookup_enabled) throw new ApiError("conflict", "lookups are switched off for this dataset");
      const matches = await context.semantic.search(dataset.id, q, Math.min(limit, maxMatches));
      const contents = await textsOf(context, dataset.id, [
        ...new Set(matches.map(({ conversionId }) => conversionId)),
      ]);
      return matches.flatMap(({ conversionId, filePath, chunkIndex, similarity }) => {
        const content = contents.get(conversionId);
        if (content === null) return [];
        const place = { conversion_id: conversionId, source_file_path: filePath, chunk_index: chunkIndex };
        return [{ ...place, content: content ?? "", similarity }];
      });
    },
  );
}

/** The best text of each conversion: override, else salon, else raw; null when storage has lost it, so that the others are shown. */
async function textsOf(
  { db, bytes, log }: ApiContext,
  datasetId: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("conversions")
    .leftJoin("artefacts", (join) =>
      join.onRef("artefacts.conversion_id", "=", "conversions.id").on("artefacts.kind", "in", ["raw_kcl", "salon_kcl"]),
    )
    .select(["conversions.id", "manual_kcl_override", "artefacts.kind", "artefacts.sha256"])
    .where("conversions.id", "in", ids)
    .orderBy("artefacts.kind")
    .execute();
  const read = async (sha256: string) => {
    try {
      return new TextDecoder().decode(await bytes.readBlob(datasetId, sha256));
    } catch (error) {
      if (!isLost(error)) throw error;
      log.error("a program is lost", { dataset_id: datasetId, error });
      return null;
    }
  };
  const texts = new Map<string, string | null>();
  for (const { id, manual_kcl_override, sha256 } of rows) {
    if (manual_kcl_override !== null) texts.set(id, manual_kcl_override);
    // "salon_kcl" sorts after "raw_kcl", so it wins.
    else if (sha256 !== null) texts.set(id, await read(sha256));
  }
  return texts;
}
