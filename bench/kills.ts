// Kills workers, the service and the database at random while many small files are converted, tells process groups to end, fills the disk of
// temporary files and takes the bucket away, and checks that nothing came of it.
// npm run bench:kills [-- --kills 300] [--faults 60] [--conversions 500] [--workers 3] [--lease 4] [--seed N] [--scripted] [--keep] [--no-record]
// --faults: so many of each: groups told to end, full disks, buckets away (the default is a fifth of the kills).
// --scripted: the tests' child in the place of the converter; nothing is written to bench/results then.
// The time until a conversion goes on does not count while no worker runs at all (all killed, the next one still starting), nor while disk or
// bucket are away, until they are probed again.
// Real processes (`unbake serve`, `unbake worker`) on the PostgreSQL that they start themselves. Ends with status 1 on any violation.
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seeded } from "@unbake/recover/internals";
import { listen } from "@unbake/service/internals";
import { installLedger, patientQueries, readLedger } from "./kills/audit.js";
import { killKinds, startBlows } from "./kills/blows.js";
import { startBucket } from "./kills/bucket.js";
import { checkLedger } from "./kills/check.js";
import { checkEnd } from "./kills/checkEnd.js";
import { mountDisk } from "./kills/disk.js";
import { startFleet } from "./kills/fleet.js";
import { objectsOf, strayFolders, untilCollected } from "./kills/leftovers.js";
import { draw, startClock } from "./kills/plan.js";
import { kill } from "./kills/process.js";
import { type Hear, startStriker } from "./kills/strike.js";
import { summaryOf } from "./kills/summary.js";
import { readyTimes } from "./kills/times.js";
import { startUploads, uploadBatch } from "./kills/uploads.js";
import { optionalNumber, readArguments } from "./runner/arguments.js";
import { root } from "./runner/folders.js";
import { sum } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";

const { flags, command } = readArguments("kills", {
  kills: 300,
  faults: optionalNumber,
  conversions: 500,
  workers: 3,
  lease: 4,
  seed: optionalNumber,
  scripted: false,
  keep: false,
  "no-record": false,
});
const { kills: wantedKills, conversions: wantedFiles, workers, lease: leaseS, scripted } = flags;
const wantedFaults = flags.faults ?? Math.ceil(wantedKills / 5);
const seed = flags.seed ?? Math.floor(Math.random() * 2 ** 31);
const random = seeded(seed);
const leaseMs = leaseS * 1000;
/** The time that a conversion has to go on after its lease has run out. */
const graceMs = 10_000;
/** Kills are dense enough to hit one phase of one file more often than any file would by its own fault. */
const maxAttempts = 25;
/** Workers that are told to end get less time than a conversion may need: some give theirs back. */
const drainS = 1;
const scratchMegabytes = 16;
const bucketName = "kills";
const limitMs = 3600_000;

const unbake = scripted
  ? path.join(root, "packages", "cli", "src", "testing", "scripted.mjs")
  : path.join(root, "bin", "unbake");
const folder = await mkdtemp(path.join(tmpdir(), "unbake-kills-"));
// The database's account must come in.
await chmod(folder, 0o755);
console.log(
  `seed ${seed}: ${wantedKills} kills and ${wantedFaults} of each other fault over ${wantedFiles} conversions, ${workers} workers, lease ${leaseS} s`,
);

const began = Date.now();
const violations: string[] = [];
const blows = startBlows();
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
const fleet = await startFleet({ folder, command: unbake, env, report: (what) => violations.push(what) });
const queries = patientQueries(fleet.databaseUrl);
await installLedger(queries);
const clock = startClock();
const heard = new Set<Hear>();
const listener = listen(fleet.databaseUrl, "kills", (payload) => {
  const { phase, status, who } = JSON.parse(payload) as { phase: number; status: string; who: string };
  const pid = Number(/ (\d+)$/.exec(who)?.[1]);
  if (status !== "in_progress") return;
  clock.hear(pid, phase);
  for (const hear of heard) hear(pid, phase);
});

const uploads = await startUploads(fleet, scripted);
const { files } = uploads;
let ended = 0;
let watching = true;
fleet.addWorkers(workers);
const uploaded = uploads.add(wantedFiles);
const watch = (async () => {
  for (; watching; await sleep(300)) {
    const [row] = await queries.ask<{ n: number }>(
      "SELECT count(*)::int AS n FROM conversions WHERE status NOT IN ('queued', 'in_progress')",
    );
    ended = row?.n ?? 0;
  }
})();

const faultKinds = ["group", ...(disk ? (["disk"] as const) : []), "bucket"] as const;
const faultsLeft = (kind: "group" | "disk" | "bucket") => Math.max(0, wantedFaults - blows.count(kind));
const leftOf = () => ({
  kill: Math.max(0, wantedKills - blows.count(...killKinds)),
  group: faultsLeft("group"),
  disk: disk ? faultsLeft("disk") : 0,
  bucket: faultsLeft("bucket"),
});
const left = () => sum(Object.values(leftOf()));
const wantedEvents = wantedKills + faultKinds.length * wantedFaults;
const striker = startStriker({ fleet, queries, disk, bucket, clock, heard, blows, leaseMs });
const inTime = () => Date.now() - began < limitMs;
let lastWord = Date.now();
while (left() > 0 && inTime()) {
  // Events keep step with conversions, so that the last ones have something to hit.
  const allowed = () => 3 + (wantedEvents * ended) / (0.95 * files.length || wantedFiles);
  while (wantedEvents - left() > allowed() && ended < files.length) await sleep(20);
  if (ended === files.length && files.length >= wantedFiles) await uploads.add(uploadBatch);
  await striker.strike(draw(random, blows.hits, leftOf()));
  if (Date.now() - lastWord > 15_000) {
    lastWord = Date.now();
    const faults = faultKinds.map((kind) => `${blows.count(kind)} ${kind}`).join(", ");
    const seconds = Math.round((lastWord - began) / 1000);
    console.log(
      `${seconds} s: ${blows.count(...killKinds)} kills, ${faults}, ${ended} of ${files.length} conversions ended`,
    );
  }
}
await striker.allBack();
await uploaded;
while (ended < files.length && inTime()) await sleep(200);
watching = false;
await watch;
const conversionsMs = Date.now() - began;

// What nothing refers to is collected a day later: this is a day later, at a start.
await queries.ask("UPDATE blobs SET touched_at = now() - interval '2 days'");
await queries.ask("ALTER TABLE conversions DISABLE TRIGGER kills_conversion");
const [api] = fleet.live("api");
if (api) kill(api);
await api?.ended;
await fleet.untilHealthy();
await untilCollected(queries);

const ledger = await readLedger(queries);
const ready = readyTimes(fleet.processes, blows.list);
const walked = checkLedger(ledger, blows.list, ready, { leaseMs, graceMs });
const end = await checkEnd(queries, files, await objectsOf(path.join(folder, "objects")));
if (ready.length < workers) violations.push("the bench did not hear its workers start: times are not measured");
if (blows.count("disk", "bucket") > 0 && fleet.pauses() === 0)
  violations.push("no process noticed that disk or bucket were away");
const stray = await strayFolders(path.join(folder, "scratch"), fleet.processes);
violations.push(...walked.violations, ...end.violations, ...stray);
const pauses = fleet.pauses();
await listener.stop();
await queries.end();
await fleet.stop();
bucket.stop();

const run = { seed, workers, leaseS, graceMs, maxAttempts, conversionsMs, hasDisk: disk !== undefined, pauses };
const summary = summaryOf({ ...run, blows, ledger, walked, end, violations: violations.length });
console.log(JSON.stringify(summary, null, 1));
for (const violation of violations.slice(0, 40)) console.log(`VIOLATION ${violation}`);
if (!scripted && !flags["no-record"])
  await writeResults("kills", command, { summary, rows: violations.map((violation) => ({ violation })) });
if (flags.keep || violations.length > 0) {
  const kept = { changes: [...ledger.changes], artefacts: ledger.artefacts, blows: blows.list };
  await writeFile(path.join(folder, "ledger.json"), JSON.stringify(kept));
  console.log(`kept: ${folder}`);
} else {
  disk?.unmount();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = violations.length === 0 ? 0 : 1;
