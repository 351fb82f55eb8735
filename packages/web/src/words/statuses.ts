/** Statuses and phases in words that fit a table. */
import type { Summary } from "../api/client";

export type Status = Summary["status"];
export type Phase = Summary["phase"];

export const statuses: readonly Status[] = [
  "queued",
  "in_progress",
  "success",
  "error_user",
  "error_unsupported",
  "error_internal",
  "canceled",
];

export const statusWords: Readonly<Record<Status, string>> = {
  queued: "Queued",
  in_progress: "In progress",
  success: "Success",
  error_user: "Broken file",
  error_unsupported: "Not supported",
  error_internal: "Internal error",
  canceled: "Canceled",
};

export const phases: readonly Phase[] = [
  "queued",
  "zoo_generated_original_metadata",
  "snapshot_original",
  "user_provided_metadata",
  "convert_raw_kcl",
  "zoo_generated_raw_kcl_metadata",
  "snapshot_raw_kcl",
  "salon",
  "zoo_generated_salon_kcl_metadata",
  "snapshot_salon_kcl",
  "completed",
];

export const phaseWords: Readonly<Record<Phase, string>> = {
  queued: "Waiting",
  zoo_generated_original_metadata: "Measure original",
  snapshot_original: "Picture original",
  user_provided_metadata: "Side files",
  convert_raw_kcl: "Recover raw program",
  zoo_generated_raw_kcl_metadata: "Measure raw result",
  snapshot_raw_kcl: "Picture raw result",
  salon: "Write salon program",
  zoo_generated_salon_kcl_metadata: "Measure salon result",
  snapshot_salon_kcl: "Picture salon result",
  completed: "Done",
};

const byWord = (words: Readonly<Record<string, string>>, key: string) => words[key] ?? key;
export const statusWord = (status: string) => byWord(statusWords, status);
export const phaseWord = (phase: string) => byWord(phaseWords, phase);

export const hasEnded = ({ status }: Pick<Summary, "status">) => status !== "queued" && status !== "in_progress";
