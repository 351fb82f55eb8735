/**
 * A printed program put to the test: executed by the engine, compared with the original.
 */
import { createHash } from "node:crypto";
import type { Execution, KclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { PrintedProgram } from "../codegen/raw/index.js";
import { type MeshOriginal, proveAgainstMesh } from "../input/mesh/index.js";
import type { ProgramCertificate, Verification } from "../verify/types.js";
import { verify } from "../verify/verify.js";
import type { Program } from "./types.js";

/** What a printer makes of a model, raw or salon. */
type Printed = Pick<PrintedProgram, "text" | "features">;

export interface Bench {
  readonly kernel: Kernel;
  readonly kcl: KclTools;
  /** Every solid of the original. */
  readonly original: Shape;
  /** The triangles that the original was read off, where the file is a mesh. */
  readonly mesh?: MeshOriginal | undefined;
}

/**
 * Executes the program, unless its execution is handed in, and proves it against the original. Throws what `execute` throws.
 */
export async function prove(bench: Bench, printed: Printed, executed?: Execution): Promise<Program> {
  const { kernel, original, mesh } = bench;
  const verification = await kernel.scope(async () => {
    const { bodies: found } = executed ?? (await execute(bench, printed.text));
    const bodies = found.map(({ shape }) => shape);
    return proveShape(kernel, { original, mesh }, kernel.compound(bodies));
  });
  return { kcl: printed.text, proof: certify(printed, verification) };
}

/** Proves `result` against the original: its solids, and its triangles where the file is a mesh. */
export async function proveShape(
  kernel: Kernel,
  { original, mesh }: Pick<Bench, "original" | "mesh">,
  result: Shape,
): Promise<Verification> {
  const proof = await verify(kernel, original, result);
  return mesh ? proveAgainstMesh(kernel, mesh, result, proof) : proof;
}

/** A program of ours that does not parse or run is our bug: throws UnbakeError("execution"). */
export async function execute({ kernel, kcl }: Bench, text: string): Promise<Execution> {
  try {
    return await kcl.execute(text, { kernel });
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    throw new UnbakeError("execution", error.message, { cause: error });
  }
}

/** The certificate of a program: what is proven, and what the program is. */
export function certify(printed: Printed, verification: Verification): ProgramCertificate {
  return {
    ...verification,
    sha256: createHash("sha256").update(printed.text).digest("hex"),
    bytes: Buffer.byteLength(printed.text),
    features: Object.values(printed.features).reduce((sum, n) => sum + n, 0),
    featureCounts: printed.features,
  };
}

/** What is proven about a program that does not run: nothing. */
export function unproven(printed: Printed, solids: number, faces: number, reason: string): Program {
  const verification: Verification = {
    verified: false,
    exact: false,
    approximate: false,
    method: "matching",
    similarity: 0,
    volumeError: -1,
    areaError: -1,
    centroidErrorMm: 0,
    maxDeviationMm: 0,
    deltaMm: 0,
    solids: { original: solids, result: 0 },
    faces: { original: faces, result: 0, matched: 0 },
    unmatchedOriginal: Array.from({ length: faces }, (_, face) => face),
    unmatchedResult: [],
    approximateFaces: [],
    reasons: [reason],
  };
  return { kcl: printed.text, proof: certify(printed, verification) };
}
