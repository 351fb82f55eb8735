// The service under load, on the PostgreSQL that comes with it.
//
//   npm run bench:service [-- --seconds 20] [--no-record]
//
// 1. 200,000 conversions of four organisations are in the tables. List, filter, search, details (without pictures) and all of them mixed:
//    200 requests a second over 50 connections, open-loop (bench/service/load.ts), then as many as the service can answer.
// 2. 1,000 files are uploaded: in one request, and as the command line does it (50 files a request, 4 at a time).
// 3. Conversions that have no work in them go through feeder, job queue, worker, child process and row.
// The memory of the API process is read all the while. Bars: 99 of 100 answers within 50 ms; 200 conversions a second; 300 MB.
// --seconds: length of each measurement. Writes bench/results/service.json; exits with 1 when a bar is missed.
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, getPriority, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { readArguments } from "./runner/arguments.js";
import { root } from "./runner/folders.js";
import { rounded } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";
import { dispatch } from "./service/dispatch.js";
import { fill } from "./service/fill.js";
import { openLoop, randomNumbers, saturate } from "./service/load.js";
import { memoryOf, processorSeconds, type Serve, startServe } from "./service/process.js";
import { deepPages, questionsOf } from "./service/questions.js";
import { uploads } from "./service/uploads.js";

const { flags, command } = readArguments("service", { seconds: 20, "no-record": false });
const { seconds } = flags;
const bars = { p99_ms: 50, dispatch_per_second: 200, api_memory_mb: 300 };
const [perSecond, connections] = [200, 50];
const seed = 20261123;
const kinds = ["list", "filter", "search", "details", "mixed"] as const;
const note =
  "Client, API, PostgreSQL and worker share these processors. load_before: how many processes wanted them before (means of 1, 5 and 15 minutes); load_after has this measurement in it.";
const roundedLoads = (loads: readonly number[]) => loads.map((load) => rounded(load, 2));
const say = (text: string) => process.stderr.write(`${text}\n`);

interface Row {
  readonly kind: string;
  readonly open_loop: Awaited<ReturnType<typeof openLoop>> & { readonly api_processors: number };
  readonly saturated?: Awaited<ReturnType<typeof saturate>> & { readonly api_processors: number };
}

type Questions = ReturnType<typeof questionsOf>;
type Kind = keyof Questions;

/** Measures requests of each kind; the processor time of the API is beside each. */
function measurerOf(serve: Serve, questions: Questions, random: () => number) {
  const costed = async <T extends { per_second: number; ms: { p99: number }; statuses: Record<string, number> }>(
    what: string,
    run: () => Promise<T>,
  ) => {
    const before = processorSeconds(serve.pid);
    const began = performance.now();
    const result = await run();
    const used = processorSeconds(serve.pid) - before;
    say(`${what}: ${result.per_second}/s, p99 ${result.ms.p99} ms, ${JSON.stringify(result.statuses)}`);
    return { ...result, api_processors: rounded((used / (performance.now() - began)) * 1000, 2) };
  };
  const load = (kind: Kind) => ({ base: serve.url, next: questions[kind], seconds, connections });
  return {
    open: (kind: Kind, rate: number) =>
      costed(`${kind} open`, () => openLoop({ ...load(kind), perSecond: rate, random })),
    saturated: (kind: Kind) => costed(`${kind} saturated`, () => saturate(load(kind))),
    /** Plans are made and pages of the database come into its memory. */
    warm: () => openLoop({ ...load("mixed"), perSecond: 100, seconds: Math.min(5, seconds), random }),
  };
}

function missedOf(rows: readonly Row[], dispatched: number, peakMb: number): string[] {
  const slow = ({ open_loop }: Row) =>
    open_loop.ms.p99 > bars.p99_ms || Object.keys(open_loop.statuses).join() !== "200";
  return [
    ...rows.filter(slow).map(({ kind }) => `${kind} p99`),
    ...(dispatched < bars.dispatch_per_second ? ["dispatch"] : []),
    ...(peakMb > bars.api_memory_mb ? ["memory"] : []),
  ];
}

async function measureAll(serve: Serve, folder: string) {
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const random = randomNumbers(seed);
  const memory: Record<string, number> = { started: memoryOf(serve.pid).now_mb };
  const peak = () => memoryOf(serve.pid).peak_mb;
  say("filling the tables");
  const objects = path.join(folder, "objects");
  const filled = await fill(serve.databaseUrl, objects, { version, random });
  const tokens = await deepPages(serve.url, serve.token, filled);
  const measure = measurerOf(serve, questionsOf(filled, { token: serve.token, tokens, random }), random);

  await measure.warm();
  const opened = [];
  for (const kind of kinds) opened.push({ kind, open_loop: await measure.open(kind, perSecond) });
  const rows: Row[] = [];
  for (const row of opened) rows.push({ ...row, saturated: await measure.saturated(row.kind) });
  memory.after_requests = peak();
  // Beside the bar: what they cost, at a rate that a few readers make.
  const others: Row[] = [
    { kind: "details_with_pictures", open_loop: await measure.open("pictures", 20) },
    { kind: "semantic", open_loop: await measure.open("semantic", 2) },
  ];
  memory.after_pictures_and_semantic = peak();
  const upload = await uploads(serve, say);
  memory.after_uploads = peak();
  const dispatched = await dispatch(serve, { folder, objects, say });
  memory.after_dispatch = peak();
  memory.peak = peak();
  const missed = missedOf(rows, dispatched.per_second, memory.peak);
  const figures = { seed, bars, missed, tables: filled.sizes, upload, dispatch: dispatched, api_memory_mb: memory };
  return { figures, rows: [...rows, ...others] };
}

const folder = await mkdtemp(path.join(tmpdir(), "unbake-bench-service-"));
// Open to the account that PostgreSQL runs as.
await chmod(folder, 0o755);
const loadBefore = loadavg();
let serve: Serve | undefined;
try {
  serve = await startServe(folder, { jobs: 0 });
  const { figures, rows } = await measureAll(serve, folder);
  const summary = {
    note,
    processor: cpus()[0]?.model,
    load_before: roundedLoads(loadBefore),
    load_after: roundedLoads(loadavg()),
    niceness: getPriority(),
    ...figures,
  };
  if (!flags["no-record"]) await writeResults("service", command, { summary, rows });
  const { missed, api_memory_mb } = figures;
  say(`memory ${JSON.stringify(api_memory_mb)}`);
  say(missed.length === 0 ? "all bars are met" : `missed: ${missed.join(", ")}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await serve?.stop();
  await rm(folder, { recursive: true, force: true });
}
