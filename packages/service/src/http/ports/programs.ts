/** Programs that somebody is writing: each run is a child's, and is ended when nobody waits for it any more. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ChildPool, Job, JobResult } from "@unbake/jobs";
import { privateFolder } from "../../storage/modes.js";
import type { Programs } from "../context.js";
import { ApiError } from "../errors.js";
import { notMade } from "./notMade.js";

export interface ProgramTools {
  readonly pool: ChildPool;
  readonly scratch: string;
}

/** Of one organisation at a time, those that wait included: who drags a slider sends the next one before the last has come. */
const mostAtOnce = 4;

export function createPrograms({ pool, scratch }: ProgramTools): Programs {
  const running = new Map<string, number>();
  const done = async (orgId: string, kcl: string, signal: AbortSignal, jobOf: (file: string) => Job) => {
    const already = running.get(orgId) ?? 0; // default: none runs
    if (already >= mostAtOnce)
      throw new ApiError("rate_limited", `${mostAtOnce} programs of the organisation run already`, { retryAfterS: 1 });
    running.set(orgId, already + 1);
    await mkdir(scratch, { recursive: true, mode: privateFolder });
    const folder = await mkdtemp(path.join(scratch, "program-"));
    try {
      const file = path.join(folder, "main.kcl");
      await writeFile(file, kcl);
      const outcome = await pool.run(jobOf(file), signal, { tenant: orgId });
      if (outcome.kind === "done" && outcome.result.kind !== "failure") return outcome.result;
      throw notMade(outcome, "the program cannot be run");
    } finally {
      await rm(folder, { recursive: true, force: true });
      const left = (running.get(orgId) ?? 1) - 1; // default: it was counted above
      if (left > 0) running.set(orgId, left);
      else running.delete(orgId);
    }
  };
  return {
    async read(orgId, kcl, signal) {
      const result = await done(orgId, kcl, signal, (file) => ({ kind: "kcl", path: file }));
      if (result.kind === "kcl") return result.report;
      throw unexpected(result);
    },
    async run(orgId, kcl, signal) {
      const result = await done(orgId, kcl, signal, (file) => ({
        kind: "run",
        path: file,
        output: "glb",
        again: true,
      }));
      if (result.kind === "run") return result.report;
      throw unexpected(result);
    },
  };
}

const unexpected = (result: JobResult) => new Error(`a child answered with ${result.kind}`);
