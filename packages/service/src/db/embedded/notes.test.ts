import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readState, writeState } from "./notes.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-notes-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("a note that is there is read; one that is not, or half of one, is none", async () => {
  const file = path.join(folder, "state.json");
  expect(await readState(file)).toBeUndefined();
  await writeState(file, { pid: 1, port: 2, owner: 3 });
  expect(await readState(file)).toEqual({ pid: 1, port: 2, owner: 3 });
  await writeFile(file, '{"pid": 1, "po');
  expect(await readState(file)).toBeUndefined();
});

it("a note that cannot be told is no missing one: nobody takes a server over by mistake", async () => {
  await expect(readState(folder)).rejects.toMatchObject({ code: "EISDIR" });
});
