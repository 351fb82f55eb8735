/** Phases 5, 6, 8 and 9: what the programs' results measure and look like. */
import type { Body } from "@unbake/engine";
import type { Kernel, Shape } from "@unbake/kernel";
import { type Program, type SalonProgram, verify } from "@unbake/recover";
import type { ShapeToDraw } from "@unbake/snapshot";
import type { Context } from "./context.js";
import { flattenSnake } from "./flatten.js";
import { measuresOf } from "./measures.js";
import { picturesOf } from "./pictures.js";
import type { PhaseOutput } from "./types.js";

export async function rawMetadata({ draft, tools: { kernel }, ...context }: Context): Promise<PhaseOutput> {
  if (!draft.raw) return {};
  const shape = compoundOf(kernel, await context.bodiesOf("raw"));
  const values = flattenSnake({ ...measuresOf(kernel, shape), ...proofOf(draft.raw) });
  return { metadata: { section: "raw_kcl", values } };
}

export async function salonMetadata({ draft, tools, ...context }: Context): Promise<PhaseOutput> {
  const { raw, salon } = draft;
  if (!raw || !salon) return {};
  const { kernel } = tools;
  const rawShape = compoundOf(kernel, await context.bodiesOf("raw"));
  const shape = compoundOf(kernel, await context.bodiesOf("salon"));
  const similarity = salon.kcl === raw.kcl ? 1 : (await verify(kernel, rawShape, shape)).similarity;
  const findings = await (await tools.kcl()).lint(salon.kcl);
  const values = flattenSnake({
    ...measuresOf(kernel, shape),
    ...proofOf(salon),
    similarityToRaw: similarity,
    parameters: salon.parameters,
    constraints: salon.constraints,
    patterns: patternsOf(salon),
    snaps: salon.snaps.length,
    lintFindings: findings.length,
    fallback: salon.fallback,
  });
  return { metadata: { section: "salon_kcl", values }, salonSimilarity: similarity };
}

export async function programPictures(
  context: Context,
  stage: "raw_kcl" | "salon_kcl",
  program: "raw" | "salon",
): Promise<PhaseOutput> {
  if (!context.draft[program]) return {};
  const bodies = await context.bodiesOf(program);
  return { artefacts: await picturesOf(context.tools.kernel, stage, bodies.map(toDraw)) };
}

function compoundOf(kernel: Kernel, bodies: readonly Body[]): Shape {
  return kernel.compound(bodies.map(({ shape }) => shape));
}

function toDraw({ shape, color }: Body): ShapeToDraw {
  if (!color) return { shape };
  const [r, g, b] = color;
  return { shape, color: [Math.round(r * 255), Math.round(g * 255), Math.round(b * 255)] };
}

/** What is proven, without the lists of faces: those are in the report. */
function proofOf({ proof }: Program): object {
  const { unmatchedOriginal, unmatchedResult, approximateFaces, faces, solids, ...facts } = proof;
  return {
    ...facts,
    facesMatched: faces.matched,
    facesUnmatchedOriginal: unmatchedOriginal.length,
    facesUnmatchedResult: unmatchedResult.length,
    facesApproximate: approximateFaces.length,
  };
}

function patternsOf({ proof }: SalonProgram): number {
  return Object.entries(proof.featureCounts)
    .filter(([feature]) => feature.startsWith("pattern"))
    .reduce((sum, [, n]) => sum + n, 0);
}
