// Random inputs against the engine: changed KCL texts, pairs of bodies whose booleans must balance, modeling commands with values as they come.
//
//   npm run bench:fuzz-engine [-- --count 20000] [--seed 20261129] [--from 0] [--limit 60]
//
// The inputs are made from the seed and their number (packages/engine/src/fuzz), so each can be run again alone: --from N --count 1. They run in
// child processes: one that dies or does not answer within --limit seconds is a fault of its input, and the next child goes on behind it.
// Prints the faults by kind and writes bench/results/fuzz-engine.json; exit status 1 when there are any.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { bundle } from "./fuzz-engine/bundle.mjs";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "20000" },
    seed: { type: "string", default: "20261129" },
    from: { type: "string", default: "0" },
    limit: { type: "string", default: "60" },
  },
});
const seed = Number(values.seed);
const from = Number(values.from);
const end = from + Number(values.count);
const limitMs = Number(values.limit) * 1000;
/** Memory of WebAssembly grows and never shrinks: a child takes so many inputs, then a new one goes on. */
const inputsAChild = 500;

const judge = await bundle();
const tally = { seed, from, inputs: 0, executed: 0, refused: 0, faults: 0, kinds: {}, byFault: {}, slowest: { ms: 0 } };
const faults = [];

/** Faults of one sort differ in numbers and names only. */
const sortOf = (fault) => fault.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "N").slice(0, 120);

function count({ index, kind, outcome, fault, input, ms }) {
  tally.inputs++;
  tally[outcome === "fault" ? "faults" : outcome]++;
  tally.kinds[kind] ??= { executed: 0, refused: 0, fault: 0 };
  tally.kinds[kind][outcome]++;
  if (ms > tally.slowest.ms) tally.slowest = { index, kind, ms };
  if (outcome !== "fault") return;
  const sort = `${kind}: ${sortOf(fault)}`;
  tally.byFault[sort] = (tally.byFault[sort] ?? 0) + 1;
  if (tally.byFault[sort] <= 3) faults.push({ index, kind, fault, input });
}

/** Runs inputs in a child until it ends, and returns the number of the next one to run. */
function runChild(start) {
  return new Promise((resolve) => {
    const last = Math.min(end, start + inputsAChild);
    const child = spawn(process.execPath, ["--stack-size=4000", judge, String(seed), String(start), String(last)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    let next = start;
    let hangs = false;
    const stop = () => {
      hangs = true;
      child.kill("SIGKILL");
    };
    let timer = setTimeout(stop, limitMs);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      const verdict = JSON.parse(line);
      count(verdict);
      next = verdict.index + 1;
      clearTimeout(timer);
      timer = setTimeout(stop, limitMs);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (next < last) {
        const fault = hangs ? `no answer within ${values.limit} s` : `the process died with ${code}`;
        count({ index: next, kind: "process", outcome: "fault", fault, ms: 0 });
        next++;
      }
      resolve(next);
    });
  });
}

const began = performance.now();
const folder = path.join(import.meta.dirname, "results");

/** Written after each child, so that a run cut short leaves a record. */
async function record() {
  tally.seconds = Math.round((performance.now() - began) / 1000);
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify({ ...tally, examples: faults }, null, 1);
  await writeFile(path.join(folder, "fuzz-engine.json"), `${text}\n`);
}

let next = from;
let silent = 0;
while (next < end) {
  const before = next;
  next = await runChild(next);
  // Children that end before their first verdict, one after the other, do not start at all.
  silent = next === before + 1 ? silent + 1 : 0;
  if (silent > 5 && next < end) throw new Error(`the children do not start: ${judge}`);
  await record();
  console.log(
    `${next - from} of ${end - from}: ${tally.executed} executed, ${tally.refused} refused, ${tally.faults} faults`,
  );
}
for (const [sort, times] of Object.entries(tally.byFault).sort((a, b) => b[1] - a[1]))
  console.log(`${String(times).padStart(5)}  ${sort}`);
console.table(tally.kinds);
process.exitCode = tally.faults > 0 ? 1 : 0;
