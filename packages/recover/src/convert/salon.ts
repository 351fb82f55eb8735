import type { Model } from "../tree/types.js";
import type { Clock } from "./clock.js";
import type { Bench } from "./program.js";
import type { Program, SalonProgram } from "./types.js";

export async function proveSalon(
  _bench: Bench,
  _clock: Clock,
  _model: Model,
  _raw: Program,
): Promise<{ program?: SalonProgram; warnings: readonly string[] }> {
  return { warnings: [] };
}
