/** What phases leave behind beside pictures, as artefacts. Their kinds are listed in the first migration. */
import { type FailureReport, type Program, withPrograms } from "@unbake/recover";
import type { Draft } from "./context.js";
import type { ArtefactBytes } from "./types.js";

function textArtefact(kind: string, text: string): ArtefactBytes {
  return { kind, mimeType: "text/plain; charset=utf-8", bytes: Buffer.from(text) };
}

export function jsonArtefact(kind: string, value: unknown): ArtefactBytes {
  return { kind, mimeType: "application/json", bytes: Buffer.from(`${JSON.stringify(value, null, 1)}\n`) };
}

/** A program's text and everything else about it: `raw_kcl` and `raw_kcl_report`, or the same of salon. */
export function programArtefacts(stage: "raw_kcl" | "salon_kcl", program: Program): ArtefactBytes[] {
  const { kcl, ...report } = program;
  return [textArtefact(stage, kcl), jsonArtefact(`${stage}_report`, report)];
}

/** The certificate with all that is proven so far; nothing while the file has not been read. */
export function certificateArtefact(draft: Draft, failure?: FailureReport): ArtefactBytes[] {
  if (!draft.certificate) return [];
  return [jsonArtefact("certificate", withPrograms(draft.certificate, draft, failure))];
}
