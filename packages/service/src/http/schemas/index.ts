/**
 * schemas: what enters and leaves the API, in TypeBox. `namedSchemas` become the components of the OpenAPI document, under the names that
 * Zoo's document has for them.
 */
import { Type } from "typebox";
import {
  ConversionDetails,
  ConversionPage,
  ConversionPhase,
  ConversionStatus,
  ConversionSummary,
  SnapshotImage,
} from "./conversion.js";
import * as dataset from "./dataset.js";

export const ErrorBody = Type.Object(
  {
    message: Type.String({ description: "What is wrong, for people." }),
    request_id: Type.String({ description: "The request, as in X-Request-Id." }),
    error_code: Type.Optional(Type.String({ description: "What is wrong, for programs: a code of docs/errors.md." })),
  },
  { $id: "Error", description: "Why a request was not done." },
);

export const namedSchemas = [
  ErrorBody,
  ConversionStatus,
  ConversionPhase,
  SnapshotImage,
  ConversionSummary,
  ConversionDetails,
  ConversionPage,
  dataset.DatasetStatus,
  dataset.StorageProvider,
  dataset.DatasetSource,
  dataset.CreateDataset,
  dataset.UpdateDataset,
  dataset.Dataset,
  dataset.DatasetPage,
  dataset.DatasetStats,
  dataset.UploadAnswer,
  dataset.SemanticMatch,
  dataset.S3Policies,
];
