// A child that goes through the phases as the file tells it instead of converting it: the tests choose each file's fate. A file is JSON:
// { hangAt, dieAt, stopAt (as if it were told to): phase, fail: { at, code, status, message }, slowMs, scratchKb: written to a temporary file in each phase, user: metadata, standIn: makes slabs when it is asked for
// no search }. "once" in it: only when nothing was carried over.
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemCondition } from "../../../jobs/dist/condition.js";
import { serveJobs } from "../../../jobs/dist/isolation/serve.js";
import { failureOf } from "../../../jobs/dist/settle.js";

/** Which process did it: in their namespaces all have the same number. */
const child = randomUUID();
const program = (text) => ({ kcl: text, proof: { similarity: 1, verified: true } });
const json = (kind, value) => ({ kind, mimeType: "application/json", bytes: Buffer.from(JSON.stringify(value)) });
const text = (kind, value) => ({ kind, mimeType: "text/plain", bytes: Buffer.from(value) });
const pictures = (stage, fate) =>
  [0, 1, 2, 3].map((i) => ({
    kind: `${stage}_snapshot/${i}`,
    mimeType: "image/png",
    bytes: Buffer.from(`${fate} ${i}`),
  }));

const userOf = (job) => ({
  sides: job.sideFiles.map(({ name }) => name).join(","),
  ...(job.sideWarnings.length > 0 && { warnings: job.sideWarnings.join("; ") }),
});

function outputOf(phase, job, bytes, fate) {
  const values = { phase: String(phase), child };
  switch (phase) {
    case 1:
      return { metadata: { section: "original", values }, artefacts: [json("certificate", { warnings: [] })] };
    case 2:
      return { artefacts: pictures("original", bytes) };
    case 3:
      return { metadata: { section: "user", values: { ...userOf(job), ...fate.user } } };
    case 4: {
      const raw = program(job.override ?? `raw of ${bytes}`);
      const artefacts = [
        text("raw_kcl", raw.kcl),
        json("raw_kcl_report", { proof: raw.proof }),
        json("feature_tree", {}),
      ];
      return { artefacts, rawSimilarity: 1 };
    }
    case 5:
      return { metadata: { section: "raw_kcl", values } };
    case 6:
      return { artefacts: pictures("raw_kcl", bytes) };
    case 7:
      return { artefacts: [text("salon_kcl", `salon of ${bytes}`), json("salon_kcl_report", { proof: {} })] };
    case 8:
      return { metadata: { section: "salon_kcl", values }, salonSimilarity: 1 };
    default:
      return { artefacts: pictures("salon_kcl", bytes) };
  }
}

/** As the real one answers what it did not foresee. */
async function handle(job, context) {
  try {
    return await goThrough(job, context);
  } catch (error) {
    return { kind: "failure", failure: failureOf(error), condition: systemCondition(error) };
  }
}

async function goThrough(job, { checkpoint, scratch, files }) {
  const bytes = new TextDecoder().decode(files.read(job.path));
  const fate = bytes.startsWith("{") ? JSON.parse(bytes) : {};
  const acts = !fate.once || job.after === 0;
  for (let phase = job.after + 1; phase <= 9; phase++) {
    await checkpoint({ kind: "phaseBegun", phase });
    if (fate.standIn && job.search === false && phase === 4) {
      await checkpoint({ kind: "kept", output: { artefacts: [text("raw_kcl", "slabs")], rawSimilarity: 0.9 } });
      const failure = { code: "not_recovered", status: "error_unsupported", message: "no search" };
      return { kind: "pipelineDone", failure, warnings: [] };
    }
    if (acts && fate.hangAt === phase) await new Promise(() => setInterval(() => {}, 1000));
    if (acts && fate.dieAt === phase) process.kill(process.pid, "SIGKILL");
    if (acts && fate.stopAt === phase) {
      process.kill(process.pid, "SIGQUIT");
      await new Promise(() => setInterval(() => {}, 1000));
    }
    if (fate.scratchKb) await writeFile(path.join(scratch, String(phase)), Buffer.alloc(fate.scratchKb * 1024));
    if (fate.slowMs) await sleep(fate.slowMs);
    if (acts && fate.fail?.at === phase) {
      await checkpoint({ kind: "kept", output: { artefacts: [text("raw_kcl", "unproven")], rawSimilarity: 0.5 } });
      return { kind: "pipelineDone", failure: fate.fail, warnings: [] };
    }
    await checkpoint({ kind: "phaseDone", phase, output: outputOf(phase, job, bytes, fate), ms: 1 });
  }
  return { kind: "pipelineDone", warnings: [] };
}

serveJobs(async () => ({ handle, state: () => ({ retainedBytes: 0, tainted: false }) }));
