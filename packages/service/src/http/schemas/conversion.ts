/**
 * Conversions as they leave the API: the summary of lists (18 keys) and the details (25), and both in the profile 2026-02, whose details
 * are the 20 keys of that time. Clients that forbid unknown keys read them, so nothing else may be in there.
 */

import { phases } from "@unbake/jobs";
import { type Static, Type } from "typebox";
import { conversionStatuses } from "../../db/index.js";
import { dateTime, double, int64, named, nullable, oneOf, uuid } from "./make.js";

export const ConversionStatus = oneOf(conversionStatuses, {
  $id: "OrgDatasetFileConversionStatus",
  description: "Where a conversion stands.",
});

export const ConversionPhase = oneOf(phases, {
  $id: "OrgDatasetFileConversionPhase",
  description: "The step of the pipeline that a conversion is in, or ended in.",
});

export const SnapshotImage = Type.Object(
  {
    mime_type: Type.String({ description: "MIME type of the image." }),
    data_base64: Type.String({ format: "byte", description: "Bytes of the image, base64." }),
  },
  { $id: "OrgDatasetSnapshotImage", description: "A picture of a model." },
);

const facts = {
  id: uuid("The conversion."),
  dataset_id: uuid("The dataset that the file is from."),
  file_path: Type.String({ description: "Path of the file in the dataset." }),
  file_etag: Type.String({ description: "ETag of the file as its storage gave it." }),
  file_size: int64("Bytes."),
  phase: named(ConversionPhase),
  status: named(ConversionStatus),
  created_at: dateTime("When the conversion was created."),
  updated_at: dateTime("When the conversion last changed."),
};

const optionalFacts = {
  started_at: Type.Optional(nullable(dateTime("When a worker took it."))),
  completed_at: Type.Optional(nullable(dateTime("When it got its current status."))),
  status_message: Type.Optional(nullable(Type.String({ description: "What is behind the status, for people." }))),
  importer_version: Type.Optional(nullable(Type.String({ description: "Version of the converter." }))),
  metadata: Type.Optional(
    nullable(
      Type.Record(Type.String(), Type.String(), {
        description: "Facts about the file and its results: names with dots, values as strings.",
      }),
    ),
  ),
};

const overrideFacts = {
  manual_kcl_override_active: Type.Boolean({
    description: "True when a program written by hand stands in for the raw one.",
  }),
  manual_kcl_override_updated_at: Type.Optional(nullable(dateTime("When that program was last changed."))),
};

const scores = {
  raw_kcl_similarity_score: Type.Optional(nullable(double("How close the raw KCL is to the original, 0 to 1."))),
  salon_kcl_similarity_score: Type.Optional(nullable(double("How close the salon KCL is to the raw KCL, 0 to 1."))),
};

const results = {
  output: Type.Optional(nullable(Type.String({ description: "The best text: override, else salon, else raw." }))),
  raw_kcl_output: Type.Optional(nullable(Type.String({ description: "The raw KCL." }))),
  salon_kcl_output: Type.Optional(nullable(Type.String({ description: "The salon KCL." }))),
  original_snapshot_images: Type.Array(named(SnapshotImage), { description: "Pictures of the original." }),
  raw_kcl_snapshot_images: Type.Array(named(SnapshotImage), { description: "Pictures of the raw result." }),
  salon_kcl_snapshot_images: Type.Array(named(SnapshotImage), { description: "Pictures of the salon result." }),
};

export const ConversionSummary = Type.Object(
  { ...facts, ...optionalFacts, ...overrideFacts, ...scores },
  { $id: "OrgDatasetFileConversionSummary", description: "A conversion without its texts and pictures." },
);
export type ConversionSummary = Static<typeof ConversionSummary>;

export const ConversionDetails = Type.Object(
  {
    ...facts,
    ...optionalFacts,
    ...overrideFacts,
    manual_kcl_override: Type.Optional(nullable(Type.String({ description: "The program written by hand." }))),
    ...scores,
    ...results,
  },
  { $id: "OrgDatasetFileConversionDetails", description: "A conversion with its texts and pictures." },
);
export type ConversionDetails = Static<typeof ConversionDetails>;

export const ConversionPage = Type.Object(
  {
    items: Type.Array(named(ConversionSummary), { description: "The conversions of this page." }),
    next_page: Type.Optional(nullable(Type.String({ description: "Token of the next page, if there is one." }))),
  },
  { $id: "OrgDatasetFileConversionSummaryResultsPage", description: "A page of conversions." },
);

/** The keys that the profile 2026-02 does not know. */
export const keysAfter202602 = [
  "manual_kcl_override",
  "manual_kcl_override_active",
  "manual_kcl_override_updated_at",
  "raw_kcl_similarity_score",
  "salon_kcl_similarity_score",
] as const;
