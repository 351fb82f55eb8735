import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { fmt, lint } from "./kclText.js";
import type { Terminal } from "./terminal/terminal.js";
import { folderOf } from "./testing/command.js";

function listening() {
  const data: string[] = [];
  const notes: string[] = [];
  const terminal = { data: (text: string) => data.push(text), note: (text: string) => notes.push(text) };
  return { data, notes, terminal: terminal as unknown as Terminal };
}

it("fmt formats in place, --check only tells, and a file that does not parse stays as it is", async () => {
  const folder = await folderOf({ "loose.kcl": "a=1+   2 // why\n", "neat.kcl": "a = 1\n", "broken.kcl": "a = {" });
  const at = (name: string) => path.join(folder, name);
  const checking = listening();
  expect(await fmt([at("loose.kcl"), at("neat.kcl")], { check: true }, checking.terminal)).toBe(1);
  expect(checking.data).toEqual([at("loose.kcl")]);
  expect(await readFile(at("loose.kcl"), "utf8")).toBe("a=1+   2 // why\n");

  const writing = listening();
  expect(await fmt([at("broken.kcl"), at("loose.kcl")], { check: false }, writing.terminal)).toBe(1);
  expect(writing.notes).toEqual([expect.stringMatching(/broken\.kcl: the KCL does not parse: line 1/)]);
  expect(await readFile(at("broken.kcl"), "utf8")).toBe("a = {");
  expect(await readFile(at("loose.kcl"), "utf8")).toBe("a = 1 + 2 // why\n");
  expect(await fmt([at("loose.kcl")], { check: true }, listening().terminal)).toBe(0);
});

it("lint prints places, and goes on after a file that is not there", async () => {
  const folder = await folderOf({ "a.kcl": "Bad_name = 4\n", "b.kcl": "goodName = 4\n" });
  const file = path.join(folder, "a.kcl");
  const heard = listening();
  expect(await lint([path.join(folder, "gone.kcl"), file], { json: false }, heard.terminal)).toBe(3);
  expect(heard.notes).toEqual([expect.stringMatching(/gone\.kcl: no such file/)]);
  expect(heard.data).toEqual([expect.stringContaining(`${file}:1:1: Z0001: `)]);
  const asJson = listening();
  expect(await lint([file], { json: true }, asJson.terminal)).toBe(1);
  expect(JSON.parse(asJson.data[0]!)).toMatchObject({ file, code: "Z0001", line: 1 });
  expect(await lint([path.join(folder, "b.kcl")], { json: false }, listening().terminal)).toBe(0);
});
