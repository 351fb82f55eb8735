/** What the address of a dataset says of its list. */
import type { ListFilter, Sort } from "../api/queries";
import { phases, statuses } from "./statuses";

export interface DatasetSearch extends ListFilter {
  /** How the list is shown; a table unless said otherwise. */
  readonly layout?: "grid" | undefined;
  /** Whether words are searched for what they mean; in paths unless said otherwise. */
  readonly by?: "meaning" | undefined;
  /** Whether counts and histograms are shown beside the list. */
  readonly counts?: true | undefined;
}

export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

const sorts: readonly Sort[] = [
  "updated_at_descending",
  "updated_at_ascending",
  "created_at_descending",
  "created_at_ascending",
  "worst",
  "best",
  "faces_descending",
  "faces_ascending",
  "path",
  "failure",
];

export function datasetSearch(search: Readonly<Record<string, unknown>>): DatasetSearch {
  return {
    q: text(search.q),
    status: statuses.find((status) => status === search.status),
    phase: phases.find((phase) => phase === search.phase),
    failure: text(search.failure),
    unit: text(search.unit),
    feature: text(search.feature),
    score_from: number(search.score_from),
    score_to: number(search.score_to),
    faces_from: number(search.faces_from),
    faces_to: number(search.faces_to),
    solids_from: number(search.solids_from),
    solids_to: number(search.solids_to),
    sort: sorts.find((sort) => sort === search.sort),
    layout: search.layout === "grid" ? "grid" : undefined,
    by: search.by === "meaning" ? "meaning" : undefined,
    counts: search.counts === true ? true : undefined,
  } as DatasetSearch;
}

/** No filter at all; what is absent stays as it is. */
export const noFilter = {
  q: undefined,
  status: undefined,
  phase: undefined,
  failure: undefined,
  unit: undefined,
  feature: undefined,
  score_from: undefined,
  score_to: undefined,
  faces_from: undefined,
  faces_to: undefined,
  solids_from: undefined,
  solids_to: undefined,
} as const;
