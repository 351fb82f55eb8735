// Kills workers, the service and the database at random while many small files are converted, tells process groups to end, fills the disk of
// temporary files and takes the bucket away, and checks that nothing came of it.
// Usage: node bench/kills.mjs [--kills 300] [--faults 60] [--conversions 500] [--workers 3] [--lease 4] [--seed N] [--scripted] [--keep]
// --faults: so many of each: groups told to end, full disks, buckets away (the default is a fifth of the kills).
// --scripted: the tests' child in the place of the converter; nothing is written to bench/results then.
// The time until a conversion goes on does not count while no worker runs at all (all killed, the next one still starting), nor while disk or
// bucket are away, until they are probed again.
// Real processes (`unbake serve`, `unbake worker`) on the PostgreSQL that they start themselves. Ends with status 1 on any violation.
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seeded } from "../packages/recover/dist/model/seeded.js";
import { listen } from "../packages/service/dist/scheduling/listen.js";
import { installLedger, patientQueries, readLedger } from "./kills/audit.mjs";
import { startBucket } from "./kills/bucket.mjs";
import { checkEnd, checkLedger } from "./kills/check.mjs";
import { mountDisk } from "./kills/disk.mjs";
import { realFiles, scriptedFiles } from "./kills/files.mjs";
import { startFleet } from "./kills/fleet.mjs";
import { draw, startClock } from "./kills/plan.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
    faults: { type: "string" },
    conversions: { type: "string", default: "500" },
    workers: { type: "string", default: "3" },
    lease: { type: "string", default: "4" },
    seed: { type: "string" },
    scripted: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const [wantedKills, wantedFiles, workers, leaseS] = [
  values.kills,
  values.conversions,
  values.workers,
  values.lease,
].map(Number);
const wantedFaults = values.faults === undefined ? Math.ceil(wantedKills / 5) : Number(values.faults);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const random = seeded(seed);
const leaseMs = leaseS * 1000;
/** The time that a conversion has to go on after its lease has run out. */
const graceMs = 10_000;
/** Kills are dense enough to hit one phase of one file more often than any file would by its own fault. */
const maxAttempts = 25;
/** Workers that are told to end get less time than a conversion may need: some give theirs back. */
const drainS = 1;
/** The longest pause between two probes (see the service's conditions), and the probe itself. */
const comebackMs = 5500;
const scratchMegabytes = 16;
const bucketName = "kills";
const uploadBatch = 25;
const scriptedPhaseMs = 40;
/** A kill in a phase that nothing comes to is done anyway after this. */
const huntMs = 4000;
const limitMs = 3600_000;
const collectLimitMs = 120_000;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const command = values.scripted
  ? path.join(root, "packages", "cli", "src", "testing", "scripted.mjs")
  : path.join(root, "bin", "unbake");
const folder = await mkdtemp(path.join(tmpdir(), "unbake-kills-"));
// The database's account must come in.
await chmod(folder, 0o755);
console.log(
  `seed ${seed}: ${wantedKills} kills and ${wantedFaults} of each other fault over ${wantedFiles} conversions, ${workers} workers, lease ${leaseS} s`,
);

const began = Date.now();
const violations = [];
const blows = [];
const hits = new Map();
const recoveries = { api: [], database: [] };
const disk = mountDisk(path.join(folder, "scratch"), scratchMegabytes);
process.once("exit", () => disk?.unmount());
const bucket = await startBucket({ folder: path.join(folder, "objects"), name: bucketName });
const env = {
  UNBAKE_STORAGE: `s3://${bucketName}`,
  UNBAKE_S3_ENDPOINT: bucket.endpoint,
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  UNBAKE_DRAIN_SECONDS: String(drainS),
  UNBAKE_LEASE_SECONDS: String(leaseS),
  UNBAKE_MAX_ATTEMPTS: String(maxAttempts),
  UNBAKE_REQUESTS_PER_SECOND: "0",
};
const fleet = await startFleet({ folder, command, env, report: (what) => violations.push(what) });
const queries = patientQueries(fleet.databaseUrl);
await installLedger(queries);
const clock = startClock();
const heard = new Set();
const listener = listen(fleet.databaseUrl, "kills", (payload) => {
  const { phase, status, who } = JSON.parse(payload);
  const pid = Number(/ (\d+)$/.exec(who)?.[1]);
  if (status !== "in_progress") return;
  clock.hear(pid, phase);
  for (const hear of heard) hear(pid, phase);
});

const files = [];
let ended = 0;
let watching = true;
const dataset = await call("POST", "/org/datasets", { name: "kills", source: { provider: "zoo_managed" } });
fleet.addWorkers(workers);
const uploaded = addFiles(wantedFiles);
const watch = (async () => {
  for (; watching; await sleep(300)) {
    const [{ n }] = await queries.ask(
      "SELECT count(*)::int AS n FROM conversions WHERE status NOT IN ('queued', 'in_progress')",
    );
    ended = n;
  }
})();

const killKinds = ["worker", "api", "database"];
const countOf = (...kinds) => blows.filter(({ kind, follows }) => kinds.includes(kind) && !follows).length;
const kills = () => countOf(...killKinds);
const faultKinds = ["group", ...(disk ? ["disk"] : []), "bucket"];
const leftOf = () => ({
  kill: Math.max(0, wantedKills - kills()),
  ...Object.fromEntries(faultKinds.map((kind) => [kind, Math.max(0, wantedFaults - countOf(kind))])),
});
const left = () => Object.values(leftOf()).reduce((sum, count) => sum + count, 0);
const wantedEvents = wantedKills + faultKinds.length * wantedFaults;
/** What is away now, by its kind: promises of its return. */
const away = new Map();
let lastWord = Date.now();
for (; left() > 0 && Date.now() - began < limitMs; ) {
  // Events keep step with conversions, so that the last ones have something to hit.
  const allowed = () => 3 + (wantedEvents * ended) / (0.95 * files.length || wantedFiles);
  while (wantedEvents - left() > allowed() && ended < files.length) await sleep(20);
  if (ended === files.length && files.length >= wantedFiles) await addFiles(uploadBatch);
  await strike(draw(random, hits, leftOf()));
  if (Date.now() - lastWord > 15_000) {
    lastWord = Date.now();
    const faults = faultKinds.map((kind) => `${countOf(kind)} ${kind}`).join(", ");
    console.log(
      `${Math.round((lastWord - began) / 1000)} s: ${kills()} kills, ${faults}, ${ended} of ${files.length} conversions ended`,
    );
  }
}
await Promise.all(away.values());
await uploaded;
while (ended < files.length && Date.now() - began < limitMs) await sleep(200);
watching = false;
await watch;
const conversionsMs = Date.now() - began;

// What nothing refers to is collected a day later: this is a day later, at a start.
await queries.ask("UPDATE blobs SET touched_at = now() - interval '2 days'");
await queries.ask("ALTER TABLE conversions DISABLE TRIGGER kills_conversion");
const api = fleet.live("api")[0];
if (api) fleet.kill(api);
await api?.ended;
await fleet.untilHealthy();
await untilCollected();

const ledger = await readLedger(queries);
const walked = checkLedger(ledger, blows, readyTimes(), { leaseMs, graceMs });
const end = await checkEnd(queries, files, await objectsOf(path.join(folder, "objects")));
if (readyTimes().length < workers) violations.push("the bench did not hear its workers start: times are not measured");
if (countOf("disk", "bucket") > 0 && fleet.pauses() === 0)
  violations.push("no process noticed that disk or bucket were away");
violations.push(...walked.violations, ...end.violations, ...(await strayFolders()));
await listener.stop();
await queries.end();
await fleet.stop();
bucket.stop();

const result = summary();
console.log(JSON.stringify(result, null, 1));
for (const violation of violations.slice(0, 40)) console.log(`VIOLATION ${violation}`);
if (!values.scripted) {
  await writeFile(path.join(root, "bench", "results", "kills.json"), `${JSON.stringify(result, null, 1)}\n`);
}
if (values.keep || violations.length > 0) {
  await writeFile(
    path.join(folder, "ledger.json"),
    JSON.stringify({ changes: [...ledger.changes], artefacts: ledger.artefacts, blows }),
  );
  console.log(`kept: ${folder}`);
} else {
  disk?.unmount();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = violations.length === 0 ? 0 : 1;

/** When workers could take conversions: from their start to their end, but for the time that they were frozen or told to end, or something was away. */
function readyTimes() {
  const faults = blows.filter(({ kind }) => kind === "disk" || kind === "bucket");
  const gone = faults.map(({ at, until }) => ({ from: at, to: until + comebackMs }));
  return runningTimes().flatMap((time) => gone.reduce(without, [time]));
}

/** The times without what lies in one more. */
function without(times, { from, to }) {
  return times
    .flatMap((time) => [
      { from: time.from, to: Math.min(time.to, from) },
      { from: Math.max(time.from, to), to: time.to },
    ])
    .filter((time) => time.to > time.from);
}

function runningTimes() {
  const now = Date.now();
  return fleet.processes
    .filter(({ readyAt }) => readyAt !== undefined)
    .flatMap(({ pid, readyAt, endedAt = now }) => {
      const cuts = blows.filter((blow) => blow.pid === pid && blow.at >= readyAt).sort((a, b) => a.at - b.at);
      const times = [];
      let from = readyAt;
      for (const { at, until } of cuts) {
        times.push({ from, to: at });
        from = until ?? Number.POSITIVE_INFINITY;
      }
      return [...times, { from, to: endedAt }].filter((time) => time.to > time.from);
    });
}

/** Does one thing of the plan. */
async function strike(event) {
  const { kind, phase, share, gapMs, pick } = event;
  if (kind === "api") {
    const one = fleet.live("api")[0];
    if (!one) return;
    const at = fleet.kill(one);
    blows.push({ kind, pid: one.pid, at });
    await one.ended;
    await fleet.untilHealthy();
    recoveries.api.push(Date.now() - at);
  } else if (kind === "database") {
    const pid = fleet.databasePid();
    // Without somebody to start it again it would stay away until the service is back.
    if (pid === undefined || fleet.live("api").length === 0) return;
    process.kill(pid, "SIGKILL");
    const at = Date.now();
    blows.push({ kind, pid, at });
    await sleep(50);
    await queries.ask("SELECT 1");
    recoveries.database.push(Date.now() - at);
  } else if (kind === "group") {
    await tellGroup(event);
  } else if (kind === "disk" || kind === "bucket") {
    await takeAway(event);
  } else if (kind === "freeze") {
    const one = choose(pick);
    if (one) freeze(one);
  } else {
    const one = (phase !== undefined && (await hunt(phase, share))) || choose(pick);
    if (!one) return;
    blows.push({ kind, pid: one.pid, at: fleet.kill(one) });
    if (phase !== undefined) hits.set(phase, (hits.get(phase) ?? 0) + 1);
  }
  await sleep(gapMs);
}

/** Tells the service or a worker to end, with its group. When the service ends its database goes with it, and comes back with the next. */
async function tellGroup({ role, signal, wholeUnit, pick }) {
  const one = role === "api" ? fleet.live("api")[0] : choose(pick);
  if (!one) return;
  const at = fleet.tell(one, signal, wholeUnit);
  blows.push({ kind: "group", pid: one.pid, at, role });
  if (role === "worker") return;
  await one.ended;
  blows.push({ kind: "database", pid: one.pid, at: Date.now(), follows: true });
  await fleet.untilHealthy();
}

/** Fills the disk or takes the bucket away, for a while; kills go on meanwhile. */
async function takeAway({ kind, fault, awayMs }) {
  if (kind === "disk" && !disk) return;
  await away.get(kind);
  const blow = { kind, at: Date.now(), until: Number.POSITIVE_INFINITY, ...(kind === "bucket" && { fault }) };
  blows.push(blow);
  if (kind === "disk") disk.fill();
  else bucket.set(fault);
  const back = sleep(awayMs).then(() => {
    if (kind === "disk") disk.free();
    else bucket.set(undefined);
    blow.until = Date.now();
  });
  away.set(kind, back);
}

function choose(pick) {
  const live = fleet.live("worker").filter(({ told }) => !told);
  return live[Math.floor(pick * live.length)];
}

/** A worker whose conversion has just come to `phase`, after `share` of the time that the phase takes. */
function hunt(phase, share) {
  return new Promise((resolve) => {
    const over = setTimeout(() => done(undefined), huntMs);
    const hear = (pid, heardPhase) => {
      const one = heardPhase === phase && fleet.live("worker").find((worker) => worker.pid === pid);
      if (!one) return;
      const wait = share * clock.usual(phase);
      // Some phases are over before a timer can ring.
      if (wait < 5) done(one);
      else setTimeout(() => done(one), wait);
    };
    const done = (one) => {
      clearTimeout(over);
      heard.delete(hear);
      resolve(one?.alive && !one.killed && !one.frozen ? one : undefined);
    };
    heard.add(hear);
  });
}

/** A worker that stands still for longer than its lease: when it goes on, its conversion is another's. */
function freeze(one) {
  one.frozen = true;
  const blow = { kind: "freeze", pid: one.pid, at: Date.now() };
  blows.push(blow);
  process.kill(one.pid, "SIGSTOP");
  setTimeout(() => {
    if (one.alive) process.kill(one.pid, "SIGCONT");
    one.frozen = false;
    blow.until = Date.now();
  }, leaseMs + 2500);
}

/** Uploads so many more files, in batches, each again until it is answered: the service may be killed meanwhile. */
async function addFiles(count) {
  const made = values.scripted
    ? scriptedFiles(files.length, files.length + count, scriptedPhaseMs)
    : await realFiles(files.length, files.length + count);
  for (let i = 0; i < made.length; i += uploadBatch) {
    const batch = made.slice(i, i + uploadBatch);
    files.push(...batch.map(({ name, status }) => ({ name, status })));
    await call("POST", `/org/datasets/${dataset.id}/uploads`, () => {
      const form = new FormData();
      for (const { name, bytes } of batch) form.append("files", new Blob([bytes]), name);
      return form;
    });
  }
}

/** A request, again until the service answers it. */
async function call(method, at, body) {
  for (let tries = 0; ; tries++) {
    try {
      const made = typeof body === "function" ? body() : body;
      const json = made !== undefined && !(made instanceof FormData);
      const response = await fetch(fleet.host + at, {
        method,
        headers: { authorization: `Bearer ${fleet.token}`, ...(json && { "content-type": "application/json" }) },
        body: json ? JSON.stringify(made) : made,
      });
      if (response.ok) return await response.json();
      if (response.status < 500)
        throw Object.assign(new Error(`${method} ${at}: ${await response.text()}`), { final: true });
    } catch (error) {
      if (error.final || tries > 600) throw error;
    }
    await sleep(200);
  }
}

/** Until blobs that nothing refers to are collected and the number of blobs stands still; what is left after the limit is found as left over. */
async function untilCollected() {
  const count = async () => (await queries.ask("SELECT count(*)::int AS n FROM blobs"))[0].n;
  let last = await count();
  for (let still = 0, began = Date.now(); still < 10 && Date.now() - began < collectLimitMs; ) {
    await sleep(1000);
    const now = await count();
    still = now === last ? still + 1 : 0;
    last = now;
  }
}

/** Every object in storage by its address, and whether its bytes are what the address says. */
async function objectsOf(storage) {
  const objects = new Map();
  const entries = await readdir(path.join(storage, "datasets"), { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch((error) => {
      // Collected since the folder was listed; one that is lost is missed by whoever refers to it.
      if (error.code !== "ENOENT") throw error;
    });
    if (bytes) objects.set(entry.name, createHash("sha256").update(bytes).digest("hex") === entry.name);
  }
  return objects;
}

/** Folders of temporary files that belong to no process that lives: each start removes those of the dead. */
async function strayFolders() {
  const alive = new Set(fleet.processes.filter((one) => one.alive).map(({ pid }) => String(pid)));
  const names = await readdir(path.join(folder, "scratch"));
  return names.filter((name) => !alive.has(name.split("-").at(-2))).map((name) => `scratch/${name} was left behind`);
}

function summary() {
  const count = (list, key) => {
    const counts = {};
    for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
    return counts;
  };
  const workerKills = blows.filter(({ kind }) => kind === "worker");
  const byBlow = new Map(walked.interrupted.map((one) => [one.blow, one]));
  const times = walked.interrupted.map(({ resumeMs }) => resumeMs).sort((a, b) => a - b);
  const longest = Math.max(0, ...walked.interrupted.map(({ rawMs }) => rawMs));
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  const most = (list) => (list.length === 0 ? null : Math.max(...list));
  return {
    command: "npm run bench:kills",
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: availableParallelism(),
    seed,
    workers,
    lease_s: leaseS,
    max_attempts: maxAttempts,
    conversions: end.rows.length,
    ended_as: count(end.rows, ({ status }) => status),
    seconds: Math.round(conversionsMs / 1000),
    kills: {
      all: kills(),
      ...count(
        blows.filter(({ kind, follows }) => killKinds.includes(kind) && !follows),
        ({ kind }) => kind,
      ),
    },
    groups_told_to_end: countOf("group"),
    disk_filled: disk ? countOf("disk") : "not mounted",
    bucket_away: {
      all: countOf("bucket"),
      ...count(
        blows.filter(({ kind }) => kind === "bucket"),
        ({ fault }) => fault,
      ),
    },
    pauses: fleet.pauses(),
    given_back: walked.givenBack,
    freezes: blows.filter(({ kind }) => kind === "freeze").length,
    worker_kills_by_phase: count(workerKills, (blow) => byBlow.get(blow)?.phase ?? "no conversion"),
    interrupted_attempts: walked.interrupted.length,
    conversions_interrupted: new Set(walked.interrupted.map(({ conversion }) => conversion)).size,
    resumed_after_ms: { median: at(0.5), p95: at(0.95), max: at(1), allowed: leaseMs + graceMs },
    longest_with_times_without_any_worker_ms: Math.round(longest),
    service_back_after_ms: { max: most(recoveries.api) },
    database_back_after_ms: { max: most(recoveries.database) },
    artefacts_of_a_success: end.kinds,
    blobs: end.blobs,
    ledger_lines: [...ledger.changes.values()].reduce((sum, lines) => sum + lines.length, 0) + ledger.artefacts.length,
    violations: violations.length,
  };
}
