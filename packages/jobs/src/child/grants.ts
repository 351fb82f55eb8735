/** Which files each kind of job may have. */
import path from "node:path";
import type { Grants } from "../isolation/index.js";
import { nothing } from "../isolation/index.js";
import type { Job } from "../jobs.js";

/** The files that a job names, and for assemblies and imports what lies beside them. */
export function grantsOf(job: Job): Grants {
  switch (job.kind) {
    case "convert":
      return { ...withFolder(job.path), ...(job.partCache !== undefined && { store: job.partCache }) };
    case "compare":
    case "overlay":
      return withFolder(job.original, job.result);
    case "pipeline": {
      const { files, folders } = withFolder(job.path);
      return { files: [...files, ...job.sideFiles.map((side) => side.path)], folders };
    }
    case "polish":
    case "proposal":
    case "run":
    case "inspect":
    case "snapshot":
    case "drawing":
    case "kcl":
    case "model":
      return withFolder(job.path);
    case "selfTest":
      return nothing;
  }
}

function withFolder(...files: readonly string[]): Grants {
  return { files, folders: files.map((file) => path.dirname(file)) };
}
