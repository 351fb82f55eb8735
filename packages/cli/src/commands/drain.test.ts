/** SIGTERM to real processes of the service, with conversions that would run for ever. */
import { readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askDatabase, type Started, startUnbake, until } from "../testing/service.js";

let data = "";
const started: Started[] = [];
const start = async (...args: Parameters<typeof startUnbake>) => {
  const one = await startUnbake(...args);
  started.push(one);
  return one;
};

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "unbake-drain-"));
  // The database's account must come in.
  await chmod(data, 0o755);
});
afterAll(async () => {
  for (const { process: child, ended } of started.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    await ended;
  }
  await rm(data, { recursive: true, force: true });
});

interface Row {
  readonly file_path: string;
  readonly status: string;
  readonly phase: number;
  readonly checkpoint_phase: number;
  readonly attempts: number;
  readonly metadata: Readonly<Record<string, string>>;
}
const rows = () => askDatabase<Row>(data, "SELECT * FROM conversions ORDER BY file_path");
const serve = (jobs: number) => start(["serve", "--port", "0", "--data", data, "--jobs", String(jobs)], /serves at/);
const worker = () => start(["worker", "--data", data, "--jobs", "1"], /worker ready/);

/** The first start says it. */
let token = "";

/** Uploads files into a dataset of their own. */
async function upload(service: Started, files: Readonly<Record<string, string>>): Promise<void> {
  const host = /serves at (\S+)/.exec(service.said())?.[1] ?? "";
  const headers = { authorization: `Bearer ${token}` };
  const made = await fetch(`${host}org/datasets`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name: "drain", source: { provider: "zoo_managed" } }),
  });
  const { id } = (await made.json()) as { id: string };
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append("f", new Blob([text]), name);
  expect((await fetch(`${host}org/datasets/${id}/uploads`, { method: "POST", headers, body: form })).status).toBe(202);
}

it("serve and worker end within 30 s, give their conversions back uncharged, and others go on after the last finished phase", async () => {
  const [service, other] = [await serve(1), await worker()];
  token = /^token: (\S+)$/m.exec(service.said())?.[1] ?? "";
  // "once": only an attempt that begins with the first phase hangs.
  await upload(service, { "five.step": '{"hangAt":5,"once":true}', "seven.step": '{"hangAt":7,"once":true}' });
  const hanging = await until(rows, (all) => all.map(({ phase }) => phase).join() === "5,7");

  const began = Date.now();
  for (const one of [service, other]) one.process.kill("SIGTERM");
  expect(await Promise.all([service.ended, other.ended])).toEqual([0, 0]);
  expect(Date.now() - began).toBeLessThan(30_000);

  await serve(0);
  expect(await rows()).toMatchObject([
    { status: "queued", phase: 0, checkpoint_phase: 4, attempts: 0 },
    { status: "queued", phase: 0, checkpoint_phase: 6, attempts: 0 },
  ]);
  await worker();
  const ended = await until(rows, (all) => all.every(({ status }) => status === "success"));
  expect(ended.map(({ attempts }) => attempts)).toEqual([1, 1]);
  // The children write who they are: what was finished was not done again.
  for (const [i, key] of [
    [0, "original.child"],
    [1, "raw_kcl.child"],
  ] as const)
    expect(ended[i]?.metadata[key]).toBe(hanging[i]?.metadata[key]);
  expect(ended[1]?.metadata["salon_kcl.child"]).not.toBe(ended[1]?.metadata["raw_kcl.child"]);
}, 180_000);

/** A process and all that it has started, the database aside: it has an account of its own and its keeper stops it. */
function unitOf(pid: number): number[] {
  const children = readdirSync("/proc").filter(
    (name) => parentOf(name) === pid && commandOf(name).includes(process.execPath),
  );
  return [pid, ...children.map(Number).flatMap(unitOf)];
}

function parentOf(name: string): number | undefined {
  if (!/^\d+$/.test(name)) return undefined;
  return Number(/\) \S (\d+)/.exec(factOf(name, "stat"))?.[1]);
}

const commandOf = (name: string) => factOf(name, "cmdline");

/** What /proc says of a process; nothing of one that has ended since it was listed. */
function factOf(name: string, file: string): string {
  try {
    return readFileSync(`/proc/${name}/${file}`, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
    throw error;
  }
}

/** Children end on their own meanwhile. */
function tell(pid: number, signal: NodeJS.Signals | undefined): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

it.runIf(process.platform === "linux")(
  "signals to the group (`timeout`, Ctrl-C) and to every process of a unit (systemd) drain as well: nothing is lost, nothing charged",
  async () => {
    for (const one of started) one.process.kill("SIGTERM");
    await Promise.all(started.map(({ ended }) => ended));
    const service = await serve(1);
    const others = [await worker(), await worker()];
    const files = Array.from({ length: 12 }, (_, i) => [`slow-${i}.step`, `{"n":${i},"slowMs":150}`] as const);
    await upload(service, Object.fromEntries(files));
    const slow = async () => (await rows()).filter(({ file_path }) => file_path.startsWith("slow"));
    await until(slow, (all) => all.filter(({ status }) => status === "in_progress").length === 3);
    const signals = ["SIGTERM", "SIGINT", "SIGTERM"] as const;
    for (const [i, one] of [service, ...others].entries()) {
      const pid = one.process.pid ?? 0;
      // A conversion is in progress before its child has started.
      const unit = await until(
        async () => unitOf(pid),
        ({ length }) => length > 1,
      );
      // `timeout` tells its child and then the group that the child is in.
      one.process.kill(signals[i]);
      tell(-pid, signals[i]);
      if (i === 2) for (const each of unit) tell(each, "SIGTERM");
    }
    expect(await Promise.all([service, ...others].map(({ ended }) => ended))).toEqual([0, 0, 0]);
    await serve(1);
    const ended = await until(slow, (all) =>
      all.every(({ status }) => status !== "queued" && status !== "in_progress"),
    );
    expect(ended.map(({ status, attempts }) => [status, attempts])).toEqual(files.map(() => ["success", 1]));
  },
  180_000,
);

it("a service that is told to end while it starts leaves no database server behind", async () => {
  for (const one of started) one.process.kill("SIGTERM");
  await Promise.all(started.map(({ ended }) => ended));
  const before = readFileSync(path.join(data, "postgres.json"), "utf8");
  const one = await start(["serve", "--port", "0", "--data", data, "--jobs", "0"], undefined);
  const now = await until(
    async () => readFileSync(path.join(data, "postgres.json"), "utf8"),
    (text) => text !== before,
  );
  one.process.kill("SIGTERM");
  expect(await one.ended).toBe(0);
  const { pid } = JSON.parse(now) as { pid: number };
  // Its parent has gone, and the system may not have buried it yet: then it is dead all the same (state Z).
  if (!/\) Z /.test(factOf(String(pid), "stat"))) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
}, 120_000);
