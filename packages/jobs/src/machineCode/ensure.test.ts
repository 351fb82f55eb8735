import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ensureMachineCode, lockIn, markerIn } from "./ensure.js";

let made = "";
let folder = "";
let started: string[] = [];
const ensure = () => ensureMachineCode({ folder, start: (into) => started.push(into) });
beforeEach(() => {
  made = mkdtempSync(path.join(tmpdir(), "unbake-code-"));
  folder = made;
  started = [];
});
afterEach(() => rmSync(made, { recursive: true, force: true }));

it("is made by one process, however many ask at the same time", () => {
  expect([ensure(), ensure(), ensure()]).toEqual(["started", "being_made", "being_made"]);
  expect(started).toEqual([folder]);
});

it("is not made again", () => {
  writeFileSync(markerIn(folder), "");
  expect(ensure()).toBe("made");
  expect(started).toEqual([]);
});

it("is made by another process when the one that was at it has died", () => {
  ensure();
  const old = new Date(Date.now() - 11 * 60_000);
  utimesSync(lockIn(folder), old, old);
  expect(ensure()).toBe("started");
  expect(existsSync(lockIn(folder))).toBe(true);
});

it("is left alone where there is no room for it", () => {
  writeFileSync(path.join(folder, "file"), "");
  folder = path.join(folder, "file", "below");
  expect(ensure()).toBe("no_room");
  expect(started).toEqual([]);
});
