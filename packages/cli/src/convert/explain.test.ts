import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Conversion, TraceEvent } from "@unbake/recover";
import { describe, expect, it } from "vitest";
import { explain } from "./explain.js";
import { openTraceFile } from "./traceFile.js";

const candidate = (id: number, cost: number | undefined, outcome: "chosen" | "given_up" | "ranked" | "kernel_failed") =>
  ({
    id,
    parent: 1,
    type: "candidate",
    kind: "extrude",
    what: `extrusion ${id}`,
    explained: 0.5,
    ...(cost !== undefined && { additions: 1, cuts: 2, cost }),
    cpuMs: 12,
    outcome,
    ...(outcome === "given_up" && { reason: "it does not add up" }),
  }) satisfies TraceEvent;

const events: TraceEvent[] = [
  { id: 0, type: "part", name: "Lever", solids: [0, 2], faces: 30, cpuMs: 1530, outcome: "found" },
  { id: 1, parent: 0, type: "step", step: "base", depth: 0, faces: 30, cpuMs: 1500, outcome: "taken" },
  candidate(2, 9, "ranked"),
  candidate(3, 3, "given_up"),
  candidate(4, 5, "chosen"),
  candidate(5, undefined, "kernel_failed"),
  { id: 6, parent: 1, type: "tool", sort: "cut", depth: 0, faces: 6, features: 1, cpuMs: 4, outcome: "found" },
];

const conversion: Conversion = {
  status: "error_unsupported",
  code: "geometry_mismatch",
  message: "the program does not rebuild the original",
  warnings: [],
  timings: { read: 100, recover: 1600, verify_raw: 700 },
  trace: { schema: "unbake-trace/1", events, dropped: 0 },
};

describe("convert --explain", () => {
  it("shows parts, candidates by cost with their fate, tools, and where time went", () => {
    expect(
      explain("lever.step", conversion),
    ).toBe(`lever.step: geometry_mismatch: the program does not rebuild the original
  part 1 "Lever" of 30 faces, 2 times in the file: found, 1.5 s
    a base with what it lacks and what it has too much (30 faces): taken, 1.5 s
      1. extrusion 3 explains 50 %; 1 to add, 2 to cut, cost 3.0; 12 ms: given up: it does not add up
      2. extrusion 4 explains 50 %; 1 to add, 2 to cut, cost 5.0; 12 ms: won: the 1 cheaper came to nothing, cheaper than the other 1, and what was left of it became features
      3. extrusion 2 explains 50 %; 1 to add, 2 to cut, cost 9.0; 12 ms: not looked into: dearer than the winner
      4. extrusion 5 explains 50 %; 12 ms: the kernel failed at it
      to cut: a solid of 6 faces: 1 feature, 4 ms
  time: reading 100 ms, search 1.6 s, proof 700 ms, 2.4 s in all (the search's own lines are processor time)
`);
  });

  it("says why there is nothing to tell", () => {
    const { trace: _, ...killed } = { ...conversion, code: "timeout" as const };
    expect(explain("a.step", killed)).toContain("its process was killed before it could hand it over");
    expect(explain("a.step", { ...killed, code: "empty" })).toContain("it was not begun");
  });
});

describe("convert --trace", () => {
  it("is one document for all files, there when it is complete", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "unbake-trace-"));
    const target = path.join(folder, "trace.json");
    const file = await openTraceFile(target, "1.2.3");
    await Promise.all([file.add("a.step", conversion), file.add("b.step", { ...conversion, status: "success" })]);
    expect(await readdir(folder)).not.toContain("trace.json");
    await file.close();
    expect(await readdir(folder)).toEqual(["trace.json"]);
    const { schema, unbake, files } = JSON.parse(await readFile(target, "utf8"));
    expect({ schema, unbake }).toEqual({ schema: "unbake-trace/1", unbake: "1.2.3" });
    expect(files.map((f: { file: string }) => f.file)).toEqual(["a.step", "b.step"]);
    expect(files[0].timings_ms).toEqual(conversion.timings);
    expect(files[0].search.events).toHaveLength(events.length);
    expect(files[0].search.events[0]).toMatchObject({ type: "part", cpu_ms: 1530, solids: [0, 2] });
  });

  it("leaves nothing behind when it is given up, and says when its folder is not there", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "unbake-trace-"));
    const file = await openTraceFile(path.join(folder, "trace.json"), "");
    await file.abandon();
    expect(await readdir(folder)).toEqual([]);
    await expect(openTraceFile(path.join(folder, "no", "trace.json"), "")).rejects.toMatchObject({
      code: "unwritable",
    });
  });
});
