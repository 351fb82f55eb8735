// Random inputs against the engine: changed KCL texts, pairs of bodies whose booleans must balance, modeling commands with values as they come.
//
//   npm run bench:fuzz-engine [-- --count 20000] [--seed 20261129] [--from 0] [--limit 60] [--no-record]
//
// The inputs are made from the seed and their number (packages/engine/src/fuzz), so each can be run again alone: --from N --count 1. They run in
// child processes: one that dies or does not answer within --limit seconds is a fault of its input, and the next child goes on behind it.
// Prints the faults by kind and writes bench/results/fuzz-engine.json; exit status 1 when there are any.
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Judged, startTally } from "./fuzz-engine/tally.js";
import { readArguments } from "./runner/arguments.js";
import { bundle, withSources } from "./runner/bundle.js";
import { writeResults } from "./runner/results.js";

const known = { count: 20_000, seed: 20261129, from: 0, limit: 60, "no-record": false };
const { flags, command } = readArguments("fuzz-engine", known);
const { seed, from, limit } = flags;
const end = from + flags.count;
/** Memory of WebAssembly grows and never shrinks: a child takes so many inputs, then a new one goes on. */
const inputsAChild = 500;

const judge = await bundle(path.join(import.meta.dirname, "fuzz-engine", "child.ts"), withSources);
const tally = startTally();

/** Runs inputs in a child until it ends, and returns the number of the next one to run. */
function runChild(start: number): Promise<number> {
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
    let timer = setTimeout(stop, limit * 1000);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      const judged = JSON.parse(line) as Judged;
      tally.add(judged);
      next = judged.index + 1;
      clearTimeout(timer);
      timer = setTimeout(stop, limit * 1000);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (next < last) {
        const fault = hangs ? `no answer within ${limit} s` : `the process died with ${code}`;
        tally.add({ index: next, kind: "process", outcome: "fault", fault, ms: 0 });
        next++;
      }
      resolve(next);
    });
  });
}

const began = performance.now();

/** Written after each child, so that a run cut short leaves a record. */
async function record(): Promise<void> {
  if (flags["no-record"]) return;
  const seconds = Math.round((performance.now() - began) / 1000);
  const { counts, kinds, byFault, examples } = tally;
  const summary = { seed, from, ...counts, kinds, byFault, slowest: tally.slowest(), seconds };
  await writeResults("fuzz-engine", command, { summary, rows: examples });
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
  const { executed, refused, faults } = tally.counts;
  console.log(`${next - from} of ${end - from}: ${executed} executed, ${refused} refused, ${faults} faults`);
}
for (const [sort, times] of Object.entries(tally.byFault).sort((a, b) => b[1] - a[1]))
  console.log(`${String(times).padStart(5)}  ${sort}`);
console.table(tally.kinds);
process.exitCode = tally.counts.faults > 0 ? 1 : 0;
