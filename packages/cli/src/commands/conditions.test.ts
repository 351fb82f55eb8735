/** Real processes on small disks that are filled while files convert, and what else passes: nothing may end by it. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askDatabase, type Started, startUnbake, until } from "../testing/service.js";
import { canMount, mountSmallDisk, type SmallDisk } from "../testing/smallDisk.js";

const folder = mkdtempSync(path.join(tmpdir(), "unbake-conditions-"));
const data = path.join(folder, "data");
const diskMegabytes = 8;

describe.runIf(process.platform === "linux" && canMount(folder))("conditions that pass", () => {
  let disks: Readonly<Record<"storage" | "scratch", SmallDisk>>;
  let processes: readonly Started[] = [];
  let host = "";
  let token = "";
  let uploads = "";

  beforeAll(async () => {
    // The database's account must come in.
    chmodSync(folder, 0o755);
    disks = {
      storage: mountSmallDisk(path.join(folder, "objects"), diskMegabytes),
      scratch: mountSmallDisk(path.join(data, "scratch"), diskMegabytes),
    };
    const all = ["--data", data, "--storage", path.join(disks.storage.folder, "o")];
    const service = await startUnbake(["serve", "--port", "0", "--jobs", "0", ...all], /serves at/);
    const worker = await startUnbake(["worker", "--jobs", "2", ...all], /worker ready/);
    processes = [worker, service];
    host = /serves at (\S+)/.exec(service.said())?.[1] ?? "";
    token = /^token: (\S+)$/m.exec(service.said())?.[1] ?? "";
    const { id } = (await (await post("org/datasets", { name: "d", source: { provider: "zoo_managed" } })).json()) as {
      id: string;
    };
    uploads = `org/datasets/${id}/uploads`;
  }, 120_000);
  afterAll(async () => {
    for (const { process: child, ended } of processes) {
      child.kill("SIGTERM");
      await ended;
    }
    for (const disk of Object.values(disks ?? {})) disk.unmount();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  function post(at: string, body: object | FormData): Promise<Response> {
    const isForm = body instanceof FormData;
    return fetch(host + at, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, ...(!isForm && { "content-type": "application/json" }) },
      body: isForm ? body : JSON.stringify(body),
    });
  }
  /** Files of nine slow phases that also write temporary files. */
  function upload(name: string, count: number, bytes = 0): Promise<Response> {
    const form = new FormData();
    for (let i = 0; i < count; i++)
      form.append(
        "f",
        new Blob([JSON.stringify({ name, i, slowMs: 40, scratchKb: 8, more: "x".repeat(bytes) })]),
        `${name}-${i}.step`,
      );
    return post(uploads, form);
  }
  const ready = async () => {
    const answer = await fetch(`${host}x/ready`);
    return `${answer.status} ${((await answer.json()) as { message?: string }).message ?? "ready"}`;
  };
  interface Row {
    readonly status: string;
    readonly attempts: number;
    readonly code: string | null;
    readonly message: string | null;
  }
  const rowsOf = (name: string) =>
    askDatabase<Row>(
      data,
      `SELECT status, attempts, failure_code AS code, status_message AS message FROM conversions WHERE file_path LIKE '${name}-%'`,
    );
  const isOver = ({ status }: Row) => status !== "queued" && status !== "in_progress";
  async function expectAllGood(name: string, count: number): Promise<void> {
    const rows = await until(
      () => rowsOf(name),
      (all) => all.every(isOver),
    );
    const good = { status: "success", attempts: 1, code: null, message: null };
    expect(rows).toEqual(Array.from({ length: count }, () => good));
    await until(ready, (answer) => answer === "200 ready");
  }
  const someEnded = (name: string) =>
    until(
      () => rowsOf(name),
      (all) => all.filter(isOver).length >= 2,
    );

  it.each(["storage", "scratch"] as const)(
    "the disk of %s is filled while files convert, and freed: uploads hear of it, all end in success",
    async (which) => {
      const disk = disks[which];
      expect((await upload(which, 12)).status).toBe(202);
      await someEnded(which);
      disk.fill();
      await until(ready, (answer) => answer.startsWith("503") && answer.includes("the storage is full"));
      // What conversions have just given back may hold a small one.
      const refused = await upload(`${which} refused`, 1, 2 ** 20);
      expect([refused.status, ((await refused.json()) as { error_code: string }).error_code]).toEqual([
        507,
        "storage_full",
      ]);
      // Several rounds of attempts, if there were any.
      await sleep(3000);
      const held = await rowsOf(which);
      expect(held.some((row) => !isOver(row))).toBe(true);
      expect(held.filter((row) => isOver(row) && row.status !== "success")).toEqual([]);
      disk.free();
      await expectAllGood(which, 12);
    },
    120_000,
  );

  it("the storage is read-only for a while", async () => {
    expect((await upload("ro", 8)).status).toBe(202);
    await someEnded("ro");
    // It cannot be made so while a file is open for writing.
    await until(async () => disks.storage.setReadOnly(true), Boolean);
    await until(ready, (answer) => answer.startsWith("503") && answer.includes("the storage cannot be written to"));
    await sleep(2000);
    expect((await rowsOf("ro")).filter((row) => isOver(row) && row.status !== "success")).toEqual([]);
    disks.storage.setReadOnly(false);
    await expectAllGood("ro", 8);
  }, 120_000);

  it("the worker may open no more files for a while", async () => {
    const pid = processes[0]?.process.pid ?? 0;
    expect((await upload("files", 8)).status).toBe(202);
    await someEnded("files");
    const limit = (files: string) => execFileSync("prlimit", ["--pid", String(pid), `--nofile=${files}:`]);
    limit("24");
    await sleep(4000);
    expect((await rowsOf("files")).filter((row) => isOver(row) && row.status !== "success")).toEqual([]);
    limit("4096");
    await expectAllGood("files", 8);
  }, 120_000);
});
