/** What is there of a conversion. To ask for what is not there yet would fill the console with errors. */
import type { Stage } from "../api/addresses";
import type { Summary } from "../api/client";
import { hasEnded, type Phase, phases } from "./statuses";

type Conversion = Pick<Summary, "metadata" | "phase" | "status">;

const measuredBy: Readonly<Record<Stage, Phase>> = {
  original: "zoo_generated_original_metadata",
  raw_kcl: "zoo_generated_raw_kcl_metadata",
  salon_kcl: "zoo_generated_salon_kcl_metadata",
};

const drawnBy: Readonly<Record<Stage, Phase>> = {
  original: "snapshot_original",
  raw_kcl: "snapshot_raw_kcl",
  salon_kcl: "snapshot_salon_kcl",
};

/** Whether there is a model to turn. While a conversion waits, what an earlier attempt made may go at any moment. */
export const hasModel = (conversion: Conversion, stage: Stage) => isMade(conversion, stage, measuredBy[stage]);

export const hasPicture = (conversion: Conversion, stage: Stage) => isMade(conversion, stage, drawnBy[stage]);

/** The result that counts: of the salon program where there is one. */
export const resultOf = (conversion: Conversion): "raw_kcl" | "salon_kcl" =>
  hasModel(conversion, "salon_kcl") ? "salon_kcl" : "raw_kcl";

function isMade(conversion: Conversion, stage: Stage, by: Phase): boolean {
  const { metadata, phase } = conversion;
  if (metadata?.[`${stage}.faces`] === undefined) return false;
  return phases.indexOf(phase) > phases.indexOf(by) || (stage === "raw_kcl" && isRefused(conversion));
}

/** Its program is delivered as far as it goes, measured and drawn, in the phase that found no better one. */
const isRefused = (conversion: Conversion) => conversion.phase === "convert_raw_kcl" && hasEnded(conversion);
