/** A KCL program that somebody has as the original of a conversion. */
import { createHash } from "node:crypto";
import path from "node:path";
import { exportBodies } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { type Conversion, convertFile, type Program, proveShape, reportOf } from "@unbake/recover";
import type { Job } from "../jobs.js";
import { readBytes } from "./bytes.js";
import { executeFile } from "./run.js";
import type { Tools } from "./tools.js";

/**
 * Executes the program, converts its solids, and proves both programs of the conversion against what was executed. Throws UnbakeError when the program
 * does not run or leaves no solid.
 */
export function polishFile(
  tools: Tools,
  { path: file, searchBudgetMs, edits }: Extract<Job, { readonly kind: "polish" }>,
  keep: (conversion: Conversion) => Promise<void>,
): Promise<Conversion> {
  const { kernel } = tools;
  return kernel.scope(async () => {
    const { bodies, unit } = await executeFile(tools, file);
    const solid = bodies.filter(({ shape }) => kernel.solids(shape).length > 0);
    if (solid.length === 0) throw new UnbakeError("no_solid", "the program leaves no solid");
    const name = path.basename(file, path.extname(file));
    const step = exportBodies(kernel, solid, { format: "step", name, unit });
    const ofProgram = (conversion: Conversion) => withSource(conversion, readBytes(tools.files, file), file);
    const conversion = ofProgram(
      await convertFile(tools, step, {
        name,
        searchBudgetMs,
        ...(edits && { edits }),
        onCheckpoint: (soFar) => keep(ofProgram(soFar)),
      }),
    );
    if (conversion.status !== "success" || !conversion.salon) return conversion;
    // The solids went through a file in memory: what counts is the program's own.
    const original = kernel.compound(solid.map(({ shape }) => shape));
    const salon = await proven(tools, original, conversion.salon);
    if (salon.proof.verified) return withSalon(conversion, salon);
    const why = reportOf(new UnbakeError("geometry_mismatch", salon.proof.reasons.join("; ")));
    const { code, status, message } = why;
    return { ...withSalon(conversion, salon), code, status, message };
  });
}

async function proven<P extends Program>(tools: Tools, original: Parameters<typeof proveShape>[2], program: P) {
  const { kernel } = tools;
  const { bodies } = await (await tools.kcl()).execute(program.kcl, { kernel });
  const result = kernel.compound(bodies.map(({ shape }) => shape));
  return {
    ...program,
    proof: { ...program.proof, ...(await proveShape(kernel, { original, mesh: undefined }, result)) },
  };
}

/** The conversion with another proof of its salon program. */
function withSalon(conversion: Conversion, salon: NonNullable<Conversion["salon"]>): Conversion {
  const { certificate } = conversion;
  const certified = certificate?.salon && {
    certificate: { ...certificate, salon: { ...certificate.salon, ...salon.proof } },
  };
  return { ...conversion, salon, ...certified };
}

/** The original is the program, not the file in memory. */
function withSource(conversion: Conversion, bytes: Uint8Array, file: string): Conversion {
  const { certificate } = conversion;
  if (!certificate) return conversion;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const source = { ...certificate.source, name: path.basename(file), sha256, bytes: bytes.length, format: "kcl" };
  return { ...conversion, certificate: { ...certificate, source } };
}
