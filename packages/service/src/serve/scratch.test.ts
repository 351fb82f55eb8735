import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openScratch } from "./scratch.js";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "unbake-scratch-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

it("keeps what living processes have, removes what dead ones have left", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const gone = once(other, "exit");
  other.kill("SIGKILL");
  await gone;
  const dead = `${hostname()}-${other.pid}-1`;
  const reused = `${hostname()}-${process.pid}-1`;
  const elsewhere = "another-machine-1-1";
  for (const name of [dead, reused, elsewhere]) {
    await mkdir(path.join(root, name));
    await writeFile(path.join(root, name, "file"), "x");
  }
  const first = await openScratch(root);
  // The same process may open it twice: a service that is stopped and started.
  const second = await openScratch(root);
  expect(second.folder).toBe(first.folder);
  const kept = [elsewhere, path.basename(first.folder)];
  // Without /proc the number of a process that lives is all that is known.
  expect((await readdir(root)).sort()).toEqual((process.platform === "linux" ? kept : [...kept, reused]).sort());
  await second.remove();
  expect(await readdir(root)).not.toContain(path.basename(first.folder));
});
