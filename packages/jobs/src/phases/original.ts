/** Phases 1 to 3: what the file is, what it looks like, and what its owner says about it. */
import { createHash } from "node:crypto";
import { certifyOriginal, toolVersions } from "@unbake/recover";
import { certificateArtefact } from "./artefacts.js";
import { boundedSection, leftOutWarning, metadataWarning } from "./bounds.js";
import type { Context } from "./context.js";
import { flattenSnake } from "./flatten.js";
import { measuresOf } from "./measures.js";
import { picturesOf } from "./pictures.js";
import { readSideFiles, sideWarning } from "./sideFiles.js";
import type { PhaseOutput } from "./types.js";

export async function originalMetadata(context: Context): Promise<PhaseOutput> {
  const { draft, tools, clock } = context;
  const { bytes, source, shape } = await context.original();
  draft.warnings = source.warnings;
  draft.certificate = clock.time("measure", () => certifyOriginal(tools.kernel, source, shape, bytes, toolVersions()));
  const values = flattenSnake({
    ...source.facts,
    // The file's own counts are of what it says, these of what it holds.
    ...measuresOf(tools.kernel, shape),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    warnings: source.warnings,
  });
  const bounded = boundedSection("original", values);
  draft.warnings = [...draft.warnings, ...leftOutWarning("original", bounded)];
  return { metadata: { section: "original", values: bounded.values }, artefacts: certificateArtefact(draft) };
}

export async function originalPictures({ tools: { kernel }, ...context }: Context): Promise<PhaseOutput> {
  const { solids } = (await context.original()).source;
  return { artefacts: await picturesOf(kernel, "original", solids) };
}

export async function userMetadata({ job, draft, tools }: Context): Promise<PhaseOutput> {
  const { values, warnings } = await readSideFiles(tools.files, job.sideFiles);
  const bounded = boundedSection("user", values);
  // What an earlier attempt said of side files is no longer so.
  const others = draft.warnings.filter((warning) => !aboutSideFiles.some((head) => warning.startsWith(head)));
  draft.warnings = [...others, ...job.sideWarnings, ...warnings, ...leftOutWarning("user", bounded)];
  return { metadata: { section: "user", values: bounded.values }, artefacts: certificateArtefact(draft) };
}

const aboutSideFiles = [sideWarning(""), metadataWarning("user")];
