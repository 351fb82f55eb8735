/** The steps of a conversion, in order. A row's `phase` is the index into this list. */
export const phases = [
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
] as const;

export type PhaseName = (typeof phases)[number];

/** The index of a phase, 0 to 10. */
export function phaseIndex(name: PhaseName): number {
  return phases.indexOf(name);
}
