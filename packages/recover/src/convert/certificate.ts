/**
 * The certificate of a file as it grows: what the original is, then what is proven about each program.
 */
import { createHash } from "node:crypto";
import type { Kernel, Shape } from "@unbake/kernel";
import type { SourceModel } from "../input/index.js";
import { stateMesh } from "../input/mesh/index.js";
import type { Certificate } from "../verify/types.js";
import type { FailureReport } from "./failure.js";
import type { KeptProject } from "./kept.js";
import type { Project } from "./project/project.js";
import type { Program, SalonProgram } from "./types.js";

/** The part of a certificate that is known once the file has been read: source and measures of the original. */
export function certifyOriginal(
  kernel: Kernel,
  source: SourceModel,
  original: Shape,
  bytes: Uint8Array,
  tools: Certificate["tools"],
): Certificate {
  const { mesh } = source;
  const mass = mesh ?? kernel.massProperties(original);
  const { solids, faces, facesBySurface, edges, format } = source.facts;
  return {
    schema: "unbake-certificate/1",
    source: {
      name: source.name,
      sha256: sha256(bytes),
      bytes: bytes.length,
      format,
      unit: source.unit,
    },
    tools,
    original: {
      solids,
      faces,
      facesBySurface,
      edges,
      volumeMm3: mass.volume,
      areaMm2: mass.area,
      centroidMm: mass.centroid,
      boundingBoxMm: mesh?.box ?? kernel.boundingBox(original),
      ...(mesh && { mesh: stateMesh(mesh) }),
    },
    warnings: source.warnings,
  };
}

/** The certificate with what has been proven since. */
export function withPrograms(
  certificate: Certificate,
  programs: {
    readonly raw?: Program;
    readonly salon?: SalonProgram;
    readonly kept?: KeptProject;
    readonly project?: Project;
    readonly warnings: readonly string[];
  },
  failure: FailureReport | undefined,
): Certificate {
  const { raw, salon, kept, project, warnings } = programs;
  return {
    ...certificate,
    ...(raw && { raw: raw.proof }),
    ...(salon && {
      salon: {
        ...salon.proof,
        snaps: salon.snaps,
        parameters: salon.parameters,
        constraints: salon.constraints,
        fallback: salon.fallback,
        ...(salon.edits && { edits: salon.edits }),
        ...(salon.proposal && { proposal: salon.proposal }),
      },
    }),
    ...(project && {
      project: { ...project.proof, files: project.files.map(({ name, text }) => ({ name, sha256: sha256(text) })) },
    }),
    ...(kept && {
      kept: {
        solids: kept.solids,
        files: kept.files.map(({ name }) => name),
        sha256: sha256(kept.kcl),
      },
    }),
    warnings,
    ...(failure && {
      failure: { code: failure.code, message: failure.message, solids: failure.solids, faces: failure.faces },
    }),
  };
}

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
