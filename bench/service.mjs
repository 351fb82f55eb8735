// The service under load, on the PostgreSQL that comes with it.
//
//   npm run bench:service
//
// 1. 200,000 conversions of four organisations are in the tables. List, filter, search, details (without pictures) and all of them mixed:
//    200 requests a second over 50 connections, open-loop (bench/service/load.mjs), then as many as the service can answer.
// 2. 1,000 files are uploaded: in one request, and as the command line does it (50 files a request, 4 at a time).
// 3. Conversions that have no work in them go through feeder, job queue, worker, child process and row.
// The memory of the API process is read all the while. Bars: 99 of 100 answers within 50 ms; 200 conversions a second; 300 MB.
// Writes bench/results/service.json; exits with 1 when a bar is missed. UNBAKE_BENCH_SECONDS: length of each measurement (20).
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, getPriority, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { dispatch } from "./service/dispatch.mjs";
import { fill } from "./service/fill.mjs";
import { openLoop, randomNumbers, saturate } from "./service/load.mjs";
import { memoryOf, processorSeconds, startServe } from "./service/process.mjs";
import { deepPages, questionsOf } from "./service/questions.mjs";
import { uploads } from "./service/uploads.mjs";

const bars = { p99_ms: 50, dispatch_per_second: 200, api_memory_mb: 300 };
const [perSecond, connections] = [200, 50];
const seconds = Number(process.env.UNBAKE_BENCH_SECONDS ?? 20);
const seed = 20261123;
const rounded = (loads) => loads.map((load) => Math.round(load * 100) / 100);
const say = (text) => process.stderr.write(`${text}\n`);
const version = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")).version;

const folder = await mkdtemp(path.join(tmpdir(), "unbake-bench-service-"));
// Open to the account that PostgreSQL runs as.
await chmod(folder, 0o755);
const loadBefore = loadavg();
let serve;
try {
  serve = await startServe(folder, { jobs: 0 });
  const random = randomNumbers(seed);
  const memory = { started: memoryOf(serve.pid).now_mb };
  say("filling the tables");
  const objects = path.join(folder, "objects");
  const filled = await fill(serve.databaseUrl, objects, { version, random });
  const tokens = await deepPages(serve.url, serve.token, filled);
  const questions = questionsOf(filled, { token: serve.token, tokens, random });

  const requests = {};
  const measure = async (kind, how, rate) => {
    const before = processorSeconds(serve.pid);
    const began = performance.now();
    const next = questions[kind];
    const result =
      how === "open"
        ? await openLoop({ base: serve.url, next, perSecond: rate, seconds, connections, random })
        : await saturate({ base: serve.url, next, seconds, connections });
    const used = processorSeconds(serve.pid) - before;
    const api_processors = Math.round((used / (performance.now() - began)) * 1e5) / 100;
    say(`${kind} ${how}: ${result.per_second}/s, p99 ${result.ms.p99} ms, ${JSON.stringify(result.statuses)}`);
    return { ...result, api_processors };
  };
  // Plans are made and pages of the database come into its memory.
  await openLoop({ base: serve.url, next: questions.mixed, perSecond: 100, seconds: 5, connections, random });
  for (const kind of ["list", "filter", "search", "details", "mixed"])
    requests[kind] = { open_loop: await measure(kind, "open", perSecond) };
  for (const kind of ["list", "filter", "search", "details", "mixed"])
    requests[kind].saturated = await measure(kind, "saturated");
  memory.after_requests = memoryOf(serve.pid).peak_mb;
  // Beside the bar: what they cost, at a rate that a few readers make.
  const others = {
    details_with_pictures: await measure("pictures", "open", 20),
    semantic: await measure("semantic", "open", 2),
  };
  memory.after_pictures_and_semantic = memoryOf(serve.pid).peak_mb;

  const upload = await uploads(serve, say);
  memory.after_uploads = memoryOf(serve.pid).peak_mb;
  const dispatched = await dispatch(serve, { folder, objects, say });
  memory.after_dispatch = memoryOf(serve.pid).peak_mb;
  memory.peak = memoryOf(serve.pid).peak_mb;

  const missed = [
    ...Object.entries(requests)
      .filter(([, { open_loop }]) => open_loop.ms.p99 > bars.p99_ms || Object.keys(open_loop.statuses).join() !== "200")
      .map(([kind]) => `${kind} p99`),
    ...(dispatched.per_second < bars.dispatch_per_second ? ["dispatch"] : []),
    ...(memory.peak > bars.api_memory_mb ? ["memory"] : []),
  ];
  const result = {
    measured: new Date().toISOString(),
    machine: { processors: availableParallelism(), model: cpus()[0]?.model, node: process.version },
    note: "Client, API, PostgreSQL and worker share these processors. load_before: how many processes wanted them before (means of 1, 5 and 15 minutes); load_after has this measurement in it.",
    load_before: rounded(loadBefore),
    load_after: rounded(loadavg()),
    niceness: getPriority(),
    seed,
    bars,
    missed,
    tables: filled.sizes,
    requests,
    others,
    upload,
    dispatch: dispatched,
    api_memory_mb: memory,
  };
  const results = new URL("./results/service.json", import.meta.url);
  await mkdir(fileURLToPath(new URL(".", results)), { recursive: true });
  await writeFile(results, `${JSON.stringify(result, null, 2)}\n`);
  say(`memory ${JSON.stringify(memory)}`);
  say(missed.length === 0 ? "all bars are met" : `missed: ${missed.join(", ")}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await serve?.stop();
  await rm(folder, { recursive: true, force: true });
}
