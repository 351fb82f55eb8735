// Kills workers, the service and the database at random while many small files are converted, and checks that nothing came of it.
// Usage: node bench/kills.mjs [--kills 300] [--conversions 500] [--workers 3] [--lease 4] [--seed N] [--scripted] [--keep]
// --scripted: the tests' child in the place of the converter; nothing is written to bench/results then.
// The time until a conversion goes on does not count while no worker runs at all (all killed, the next one still starting).
// Real processes (`unbake serve`, `unbake worker`) on the PostgreSQL that they start themselves. Ends with status 1 on any violation.
import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seeded } from "../packages/recover/dist/tree/seeded.js";
import { listen } from "../packages/service/dist/queue/listen.js";
import { installLedger, patientQueries, readLedger } from "./kills/audit.mjs";
import { checkEnd, checkLedger } from "./kills/check.mjs";
import { realFiles, scriptedFiles } from "./kills/files.mjs";
import { startFleet } from "./kills/fleet.mjs";
import { draw, startClock } from "./kills/plan.mjs";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "300" },
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
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const random = seeded(seed);
const leaseMs = leaseS * 1000;
/** The time that a conversion has to go on after its lease has run out. */
const graceMs = 10_000;
/** Kills are dense enough to hit one phase of one file more often than any file would by its own fault. */
const maxAttempts = 25;
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
  `seed ${seed}: ${wantedKills} kills over ${wantedFiles} conversions, ${workers} workers, lease ${leaseS} s`,
);

const began = Date.now();
const violations = [];
const blows = [];
const hits = new Map();
const recoveries = { api: [], database: [] };
const env = {
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

const kills = () => blows.filter(({ kind }) => kind !== "freeze").length;
let lastWord = Date.now();
for (; kills() < wantedKills && Date.now() - began < limitMs; ) {
  // Kills keep step with conversions, so that the last ones have something to hit.
  while (kills() > 3 + (wantedKills * ended) / (0.95 * files.length || wantedFiles) && ended < files.length)
    await sleep(20);
  if (ended === files.length && files.length >= wantedFiles) await addFiles(uploadBatch);
  await strike(draw(random, hits));
  if (Date.now() - lastWord > 15_000) {
    lastWord = Date.now();
    console.log(
      `${Math.round((lastWord - began) / 1000)} s: ${kills()} kills, ${ended} of ${files.length} conversions ended`,
    );
  }
}
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
violations.push(...walked.violations, ...end.violations, ...(await strayFolders()));
await listener.stop();
await queries.end();
await fleet.stop();

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
} else await rm(folder, { recursive: true, force: true });
process.exitCode = violations.length === 0 ? 0 : 1;

/** When workers could take conversions: from their start to their end, but for the time that they were frozen. */
function readyTimes() {
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
async function strike({ kind, phase, share, gapMs, pick }) {
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

function choose(pick) {
  const live = fleet.live("worker");
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
        blows.filter(({ kind }) => kind !== "freeze"),
        ({ kind }) => kind,
      ),
    },
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
