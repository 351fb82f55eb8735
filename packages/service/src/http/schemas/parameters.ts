/** Parameters of paths and queries. */
import { type Static, Type } from "typebox";
import { oneOf, storable, uuid } from "./make.js";

/** Page sizes: when none is asked for, and the most that is given. */
export const defaultLimit = 20;
export const maxLimit = 1000;

const datasetSorts = ["created_at_ascending", "created_at_descending"] as const;
const conversionSorts = [
  "created_at_ascending",
  "created_at_descending",
  "status_ascending",
  "status_descending",
  "phase_ascending",
  "phase_descending",
  "updated_at_ascending",
  "updated_at_descending",
] as const;

const CreatedAtSortMode = oneOf(datasetSorts, { description: "The order; oldest first by default." });
const ConversionSortMode = oneOf(conversionSorts, { description: "The order." });

export const DatasetPath = Type.Object({ id: uuid("The dataset.") });
export const ConversionPath = Type.Object({ id: uuid("The dataset."), conversion_id: uuid("The conversion.") });

export type ConversionIds = Static<typeof ConversionPath>;

const text = (description: string) => Type.String({ maxLength: 2000, ...storable, description });

const Page = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 4294967295,
      format: "uint32",
      description: `Items on a page: ${defaultLimit} unless asked for, never more than ${maxLimit}.`,
    }),
  ),
  page_token: Type.Optional(Type.String({ maxLength: 8000, description: "`next_page` of the page before." })),
};

export const DatasetListQuery = Type.Object({
  ...Page,
  sort_by: Type.Optional(CreatedAtSortMode),
  lookup_enabled: Type.Optional(Type.Boolean({ description: "Only datasets with this setting." })),
});

export const ConversionListQuery = Type.Object({
  ...Page,
  sort_by: Type.Optional(ConversionSortMode),
  filter: Type.Optional(text("`status:` and a status, such as `status:success`.")),
  q: Type.Optional(text("Searched in ids and paths; required on the first page of a search.")),
  phase: Type.Optional(text("Only conversions in this phase.")),
});
export type ConversionListQuery = Static<typeof ConversionListQuery>;

export const SemanticQuery = Type.Object({
  q: text("The question, in words."),
  limit: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 4294967295,
      format: "uint32",
      description: "Matches: 10 by default, at most 100.",
    }),
  ),
});

export const RetriggerQuery = Type.Object({
  statuses: Type.Optional(
    text(
      "Statuses with commas between. By default all but success, and in_progress only when it has run for over 5 minutes.",
    ),
  ),
});

export const PoliciesQuery = Type.Object({
  uri: text("Where the files are: s3://bucket/prefix."),
  role_arn: text("The role that this service is to assume: arn:aws:iam::123456789012:role/name."),
});
