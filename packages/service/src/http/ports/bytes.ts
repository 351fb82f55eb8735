/** Bytes that the service keeps or reaches, with errors that an answer can carry. */
import { openOriginal, type SourceTools } from "../../datasets/bytes.js";
import { readBlob } from "../../storage/index.js";
import type { Bytes } from "../context.js";
import { ApiError } from "../errors.js";

/** Reads from our storage, and originals of `s3` datasets from the customer's bucket. */
export function createBytes(tools: SourceTools): Bytes {
  return {
    readBlob: (datasetId, sha256) => readBlob(tools, datasetId, sha256),
    async openOriginal(dataset, conversion) {
      if (conversion.file_sha256 !== null) return openOriginal(tools, dataset, conversion);
      try {
        return await openOriginal(tools, dataset, conversion);
      } catch (error) {
        // Whatever a customer's bucket says (gone, changed, no access) is nothing that this service can mend.
        const why = error instanceof Error ? error.message : String(error);
        throw new ApiError("conflict", `the file cannot be read from its bucket: ${why}`, { cause: error });
      }
    },
  };
}
