import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf, runNode, withTestChild } from "../testing/command.js";
import type { ConvertRecord } from "./record.js";

const records = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ConvertRecord);

async function convert(folder: string, ...args: string[]) {
  return runNode(withTestChild, ["convert", ...args], folder);
}

describe("unbake convert", () => {
  it("writes files beside the input and one line of JSON with the agreed keys, nothing else on stdout", async () => {
    const folder = await folderOf({ "part.step": "chatty" });
    const { status, stdout } = await convert(folder, "part.step", "--json");
    expect(status).toBe(0);
    const [record, ...more] = records(stdout);
    expect(more).toEqual([]);
    expect(Object.keys(record!)).toEqual([
      "file",
      "status",
      "code",
      "message",
      "solids",
      "faces",
      "raw",
      "salon",
      "ms",
      "peak_mb",
    ]);
    const keys = [
      "path",
      "similarity",
      "volume_error",
      "area_error",
      "max_deviation",
      "verified",
      "exact",
      "features",
      "bytes",
    ];
    expect(Object.keys(record!.raw!)).toEqual(keys);
    expect(Object.keys(record!.salon!)).toEqual([...keys, "parameters", "constraints"]);
    expect(record).toMatchObject({ file: "part.step", status: "success", code: null, raw: { path: "part.raw.kcl" } });
    expect(record!.peak_mb).toBeGreaterThan(10);
    expect(await readFile(path.join(folder, "part.kcl"), "utf8")).toBe("// salon of chatty\n");
    expect((await readdir(folder)).sort()).toEqual(["part.certificate.json", "part.kcl", "part.raw.kcl", "part.step"]);
  });

  it("loses one file to a crash and one to a hang, never the batch", async () => {
    const folder = await folderOf({ "a.step": "crash", "b.step": "hang", "c.step": "fine", "d/e.stp": "fine" });
    const { status, stdout } = await convert(folder, ".", "-o", "out", "--jobs", "2", "--timeout", "8", "--json");
    expect(status).toBe(1);
    const all = records(stdout).sort((a, b) => (a.file < b.file ? -1 : 1));
    expect(all.map(({ file, status: s, code }) => [file, s, code])).toEqual([
      ["a.step", "error_internal", "crash"],
      ["b.step", "error_unsupported", "timeout"],
      ["c.step", "success", null],
      ["d/e.stp", "success", null],
    ]);
    expect(existsSync(path.join(folder, "out", "d", "e.raw.kcl"))).toBe(true);
  });

  it("keeps a verified raw program when salon takes too long", async () => {
    const folder = await folderOf({ "a.step": "hang in salon" });
    const { status, stdout } = await convert(folder, "a.step", "--timeout", "8", "--json");
    expect(status).toBe(0);
    expect(records(stdout)[0]).toMatchObject({ status: "success", raw: { verified: true }, salon: null });
    const certificate = JSON.parse(await readFile(path.join(folder, "a.certificate.json"), "utf8"));
    expect(certificate.warnings[0]).toContain("longer than 8 s");
  });

  it("asks for a program without a search where the search takes too long, and tells why there is no better one", async () => {
    const folder = await folderOf({ "a.step": "hang in search" });
    const { status, stdout } = await convert(folder, "a.step", "--timeout", "8", "--json", "--best-effort");
    expect(status).toBe(0);
    expect(records(stdout)[0]).toMatchObject({
      status: "error_unsupported",
      code: "timeout",
      raw: { path: "a.raw.kcl", verified: false, similarity: 0.9 },
    });
    expect(existsSync(path.join(folder, "a.raw.kcl"))).toBe(true);
    const certificate = JSON.parse(await readFile(path.join(folder, "a.certificate.json"), "utf8"));
    expect(certificate.failure).toMatchObject({ code: "timeout" });
  });

  it("writes a program that does not verify, with its scores, and fails", async () => {
    const folder = await folderOf({ "a.step": "mismatch" });
    const { status, stdout } = await convert(folder, "a.step", "--json", "--raw-only");
    expect(status).toBe(1);
    expect(records(stdout)[0]).toMatchObject({ code: "geometry_mismatch", raw: { verified: false, similarity: 0.9 } });
    expect(existsSync(path.join(folder, "a.raw.kcl"))).toBe(true);
  });

  it.each([
    ["all good", { "a.step": "fine" }, ["a.step"], 0],
    ["a time limit of years", { "a.step": "fine" }, ["a.step", "--timeout", "1e9"], 0],
    ["a failed file", { "a.step": "broken", "b.step": "fine" }, ["."], 1],
    ["no argument", {}, [], 2],
    ["an option that does not exist", {}, ["a.step", "--fast"], 2],
    ["a number that is none", {}, ["a.step", "--jobs", "many"], 2],
    ["a file that is not there", { "a.step": "fine" }, ["a.step", "b.step"], 3],
    ["a score under the threshold", { "a.step": "mismatch" }, ["a.step", "--fail-under", "0.95"], 4],
    ["a program that comes near, where that is asked for", { "a.step": "mismatch" }, ["a.step", "--best-effort"], 0],
    ["no program at all, where one that comes near would do", { "a.step": "broken" }, ["a.step", "--best-effort"], 1],
    ["a score over the threshold, unverified", { "a.step": "mismatch" }, ["a.step", "--fail-under", "0.5"], 1],
    ["broken input has no score", { "a.step": "broken" }, ["a.step", "--fail-under", "0.95"], 1],
    [
      "a time-out has no program to score",
      { "a.step": "hang" },
      ["a.step", "--fail-under", "0.9", "--timeout", "4"],
      4,
    ],
  ] as const)("exit status: %s", async (_, files, args, status) => {
    const folder = await folderOf(files);
    expect((await convert(folder, ...args)).status).toBe(status);
  });

  it.each([
    ["Ctrl-C", ["SIGINT"]],
    ["`timeout`, which tells the process and then its group", ["SIGTERM", "SIGTERM"]],
  ] as const)("leaves no half-written file, no child and status 130 on %s", async (_, signals) => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.step`, i < 2 ? "fine" : "slow"]));
    const folder = await folderOf(files);
    const began = performance.now();
    const { status } = await runNode(withTestChild, ["convert", ".", "-o", "out", "--jobs", "2"], folder, (child) => {
      const tell = () => signals.forEach((signal) => void child.kill(signal));
      child.stdout?.once("data", () => setTimeout(tell, 300));
    });
    expect(status).toBe(130);
    expect(performance.now() - began).toBeLessThan(20_000);
    const written = await readdir(path.join(folder, "out"));
    expect(written.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    for (const name of written) {
      expect((await readFile(path.join(folder, "out", name), "utf8")).endsWith("\n")).toBe(true);
    }
  });

  it("ends in good order when nobody reads its lines any more", async () => {
    const files = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.step`, "fine"]));
    const folder = await folderOf(files);
    const { status } = await runNode(withTestChild, ["convert", ".", "-o", "out", "--jobs", "1"], folder, (child) => {
      child.stdout?.once("data", () => child.stdout?.destroy());
    });
    expect(status).toBe(130);
    const written = await readdir(path.join(folder, "out"));
    expect(written.filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(written.filter((name) => name.endsWith(".raw.kcl")).length).toBeLessThan(8);
  });

  it("says at once that the output folder is none", async () => {
    const folder = await folderOf({ "a.step": "fine", out: "a file" });
    const { status, stdout, stderr } = await convert(folder, "a.step", "-o", "out", "--json");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("the results cannot be written: out: there is a file of that name");
    expect(await readFile(path.join(folder, "out"), "utf8")).toBe("a file");
  });

  it("fails the one file whose outputs cannot be written", async () => {
    const folder = await folderOf({ "a.step": "fine", "b.step": "fine", "out/a.raw.kcl/mine.txt": "a folder" });
    const { status, stdout } = await convert(folder, ".", "-o", "out", "--json");
    expect(status).toBe(1);
    const all = records(stdout).sort((a, b) => (a.file < b.file ? -1 : 1));
    expect(all.map(({ file, status: s, code }) => [file, s, code])).toEqual([
      ["a.step", "error_user", "unwritable"],
      ["b.step", "success", null],
    ]);
    expect(all[0]).toMatchObject({ raw: { path: null, verified: true } });
  });

  it("prints no colour into a pipe", async () => {
    const folder = await folderOf({ "a.step": "fine" });
    const { stdout, stderr } = await convert(folder, "a.step");
    expect(stdout).toContain("exact");
    expect(stdout + stderr).not.toContain("\x1b[");
  });
});

describe("unbake", () => {
  it.each([["--help"], ["convert", "--help"], ["run", "--help"]])("%s %s starts with examples", async (...args) => {
    const { status, stdout } = await runNode(withTestChild, args, ".");
    expect(status).toBe(0);
    expect(stdout.startsWith("Examples:")).toBe(true);
  });

  it("explains a wrong command on stderr", async () => {
    const { status, stdout, stderr } = await runNode(withTestChild, ["bake"], ".");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("unknown command");
  });
});
