import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeAbandoned } from "./cluster.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-shared-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("removes clusters of temporary data folders that are gone, and no others", async () => {
  const temporary = path.join(folder, "tmp");
  const shared = path.join(folder, "shared");
  const owners = {
    killed: path.join(temporary, "gone"),
    running: path.join(temporary, "there"),
    unmounted: path.join(folder, "disk", "unbake"),
    "tmp-like": `${temporary}-backup/gone`,
  };
  await mkdir(owners.running, { recursive: true });
  for (const [name, owner] of Object.entries(owners)) {
    await mkdir(path.join(shared, name, "postgres"), { recursive: true });
    await writeFile(path.join(shared, name, "data-folder"), owner);
  }
  await mkdir(path.join(shared, "postgresql-18", "bin"), { recursive: true });
  await removeAbandoned(shared, temporary);
  const isThere = (name: string) =>
    access(path.join(shared, name)).then(
      () => true,
      () => false,
    );
  const left = await Promise.all([...Object.keys(owners), "postgresql-18"].map(isThere));
  expect(left).toEqual([false, true, true, true, true]);
  await removeAbandoned(path.join(folder, "nowhere"), temporary);
});
