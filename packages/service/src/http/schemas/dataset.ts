/** Datasets as they enter and leave the API. */
import { type Static, Type } from "typebox";
import { dateTime, double, int64, named, nullable, oneOf, storable, uuid } from "./make.js";

export const DatasetStatus = oneOf(["active", "paused", "deleting", "errored"], {
  $id: "OrgDatasetStatus",
  description: "Where a dataset stands.",
});

export const StorageProvider = oneOf(["s3", "zoo_managed"], {
  $id: "StorageProvider",
  description: "Where a dataset's files are: a bucket of the customer, or uploads into this service.",
});

const Name = Type.String({ minLength: 1, maxLength: 500, ...storable, description: "The display name." });
const Description = Type.String({ maxLength: 10_000, ...storable, description: "Notes for people." });
const Uri = Type.String({
  maxLength: 2000,
  ...storable,
  description: "Where the files are, such as s3://bucket/prefix; for `s3`.",
});
const RoleArn = Type.String({ maxLength: 2000, ...storable, description: "The role to assume for reading; for `s3`." });
const RequireScore = Type.Boolean({ description: "Whether a raw KCL below the verified threshold is refused." });

export const DatasetSource = Type.Object(
  {
    provider: named(StorageProvider),
    uri: Type.Optional(nullable(Uri)),
    access_role_arn: Type.Optional(nullable(RoleArn)),
  },
  { $id: "OrgDatasetSource", description: "Where a dataset's files are." },
);

export const CreateDataset = Type.Object(
  {
    name: Name,
    description: Type.Optional(nullable(Description)),
    require_raw_kcl_similarity_score_for_success: Type.Optional(RequireScore),
    source: named(DatasetSource),
  },
  { $id: "CreateOrgDataset", description: "A new dataset." },
);
export type CreateDataset = Static<typeof CreateDataset>;

const UpdateDatasetSource = Type.Object(
  {
    provider: Type.Optional(nullable(StorageProvider)),
    uri: Type.Optional(nullable(Uri)),
    access_role_arn: Type.Optional(nullable(RoleArn)),
  },
  { description: "What changes of where a dataset's files are." },
);

export const UpdateDataset = Type.Object(
  {
    name: Type.Optional(nullable(Name)),
    description: Type.Optional(nullable(Description)),
    require_raw_kcl_similarity_score_for_success: Type.Optional(nullable(RequireScore)),
    source: Type.Optional(nullable(UpdateDatasetSource)),
  },
  {
    $id: "UpdateOrgDataset",
    description: "What changes of a dataset. `description: null` clears it; what is absent stays.",
  },
);
export type UpdateDataset = Static<typeof UpdateDataset>;

export const Dataset = Type.Object(
  {
    id: uuid("The dataset."),
    org_id: uuid("The organisation that owns it."),
    name: Type.String({ description: "The display name." }),
    description: Type.Optional(nullable(Type.String({ description: "Notes for people." }))),
    status: named(DatasetStatus),
    storage_provider: named(StorageProvider),
    source_uri: Type.String({ description: "Where the files are." }),
    access_role_arn: Type.String({ description: "The role that is assumed for reading; empty for uploads." }),
    lookup_enabled: Type.Boolean({ description: "Whether semantic search may use it." }),
    require_raw_kcl_similarity_score_for_success: RequireScore,
    last_sync_error: Type.Optional(
      nullable(Type.String({ description: "What the last sync failed with, or which files it did not take." })),
    ),
    last_sync_error_at: Type.Optional(nullable(dateTime("When it failed."))),
    created_at: dateTime("When the dataset was created."),
    updated_at: dateTime("When the dataset last changed."),
  },
  { $id: "OrgDataset", description: "A dataset of an organisation." },
);
export type Dataset = Static<typeof Dataset>;

export const DatasetPage = Type.Object(
  {
    items: Type.Array(named(Dataset), { description: "The datasets of this page." }),
    next_page: Type.Optional(nullable(Type.String({ description: "Token of the next page, if there is one." }))),
  },
  { $id: "OrgDatasetResultsPage", description: "A page of datasets." },
);

export const DatasetStats = Type.Object(
  {
    dataset_id: uuid("The dataset."),
    total: int64("Conversions."),
    successes: int64("Conversions with status success."),
    failures: int64("Conversions with an error status."),
    by_status: Type.Record(Type.String(), Type.Integer({ format: "int64" }), { description: "Conversions by status." }),
  },
  { $id: "OrgDatasetConversionStatsResponse", description: "How many conversions of a dataset are where." },
);

export const UploadAnswer = Type.Object(
  {
    uploaded_files: Type.Integer({ format: "uint", minimum: 0, description: "Files that were stored." }),
    queued_conversions: Type.Integer({ format: "uint", minimum: 0, description: "Conversions that were queued." }),
  },
  { $id: "UploadOrgDatasetFilesResponse", description: "What came of an upload." },
);

export const SemanticMatch = Type.Object(
  {
    conversion_id: uuid("The conversion."),
    source_file_path: Type.String({ description: "Path of its file." }),
    chunk_index: Type.Integer({ format: "int32", description: "Which chunk of its text matched, from 0." }),
    content: Type.String({ description: "The whole text of the conversion." }),
    similarity: double("Cosine similarity of question and chunk, about -1 to 1."),
  },
  { $id: "OrgDatasetSemanticSearchMatch", description: "A match of a search by meaning." },
);

export const S3Policies = Type.Object(
  {
    trust_policy: Type.Unsafe<unknown>({
      type: "object",
      additionalProperties: true,
      description: "Who may assume the role.",
    }),
    permission_policy: Type.Unsafe<unknown>({
      type: "object",
      additionalProperties: true,
      description: "What the role may do: list and read the prefix.",
    }),
    bucket_policy: Type.Unsafe<unknown>({
      type: "object",
      additionalProperties: true,
      description: "The same from the bucket's side, for a bucket of another account.",
    }),
  },
  { $id: "DatasetS3Policies", description: "Three JSON documents to paste into AWS." },
);
