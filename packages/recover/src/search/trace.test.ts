import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { recoverModel } from "./recoverModel.js";
import { type SearchTrace, startTrace, type TraceEvent } from "./trace.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });

/** What recovery makes of one solid, with and without a trace. */
function searched(make: () => Shape): { trace: SearchTrace; traced: unknown; plain: unknown } {
  return kernel.scope(() => {
    const shape = make();
    const solid = { shape, topology: kernel.topology(shape), volume: kernel.massProperties(shape).volume };
    const source = { name: "part", unit: "mm", solids: [solid], facts: {}, warnings: [] } as never;
    const recorder = startTrace();
    const traced = recoverModel(kernel, source, { trace: recorder });
    return { trace: recorder.trace(), traced, plain: recoverModel(kernel, source) };
  });
}

/** A step with a notch in its front: neither one extrusion nor base and features along inner loops. */
function notchedStep(): Shape {
  const body = kernel.fuse([kernel.box(world, [30, 20, 10])], [kernel.box(at(0, 0, 10), [12, 20, 8])], { unify: true });
  return kernel.cut([body.shape], [kernel.box(at(20, -1, 4), [6, 9, 20])], { unify: true }).shape;
}

const typesOf = (events: readonly TraceEvent[]) => events.map(({ type }) => type);

describe("the trace of a search", () => {
  it("says that a plate with a hole is one extrusion, and tries nothing else", () => {
    const { trace } = searched(
      () => kernel.cut([kernel.box(world, [40, 30, 8])], [kernel.cylinder(at(10, 12, -1), 3, 10)]).shape,
    );
    expect(typesOf(trace.events)).toEqual(["part", "step"]);
    expect(trace.events[0]).toMatchObject({ id: 0, solids: [0], faces: 7, outcome: "found" });
    expect(trace.events[1]).toMatchObject({ parent: 0, step: "whole", depth: 0, faces: 7, outcome: "taken" });
    expect(trace).toMatchObject({ schema: "unbake-trace/1", dropped: 0 });
  });

  it("shows candidates with their costs, one winner, and what was left of it", () => {
    const { trace } = searched(notchedStep);
    const steps = trace.events.flatMap((e) => (e.type === "step" && e.depth === 0 ? [e] : []));
    expect(steps.map(({ step }) => step)).toEqual([
      "whole",
      "tube",
      "screw",
      "drafted",
      "convex",
      "pieces",
      "sharp",
      "base",
    ]);
    expect(steps.map(({ outcome }) => outcome)).toEqual([
      "passed",
      "passed",
      "passed",
      "passed",
      "passed",
      "passed",
      "passed",
      "taken",
    ]);
    const base = steps.at(-1)!;
    const candidates = trace.events.flatMap((e) => (e.type === "candidate" && e.parent === base.id ? [e] : []));
    expect(candidates.length).toBeGreaterThan(0);
    const [winner, ...others] = candidates.filter(({ outcome }) => outcome === "chosen");
    expect(others).toEqual([]);
    for (const { outcome, cost } of candidates) {
      if (outcome === "ranked") expect(cost).toBeGreaterThanOrEqual(winner!.cost!);
    }
    const tools = trace.events.filter((e) => e.type === "tool" && e.parent === base.id);
    expect(tools.length).toBeGreaterThan(0);
    for (const event of trace.events) {
      expect(event.cpuMs).toBeGreaterThanOrEqual(0);
      if (event.parent !== undefined) expect(event.parent).toBeLessThan(event.id);
    }
  });

  it("changes nothing about what is found", () => {
    const { traced, plain } = searched(notchedStep);
    expect(JSON.stringify(traced)).toBe(JSON.stringify(plain));
  });
});

describe("the recorder", () => {
  it("keeps the error of what failed and lets it through", () => {
    const recorder = startTrace();
    const fail = () => {
      recorder.note("first words");
      throw new RangeError("too deep");
    };
    expect(() =>
      recorder.during({ type: "step", step: "base", depth: 0, faces: 4, outcome: "passed" }, fail, () => ({})),
    ).toThrow(RangeError);
    expect(recorder.trace().events).toEqual([expect.objectContaining({ outcome: "failed", reason: "too deep" })]);
  });

  it("keeps words as the reason of what was passed over, not of what was taken", () => {
    const recorder = startTrace();
    for (const outcome of ["passed", "taken"] as const) {
      recorder.during(
        { type: "step", step: "sharp", depth: 0, faces: 4, outcome: "passed" },
        () => recorder.note("the fillets do not come back"),
        () => ({ outcome }),
      );
    }
    expect(recorder.trace().events.map((e) => ("reason" in e ? e.reason : undefined))).toEqual([
      "the fillets do not come back",
      undefined,
    ]);
  });

  it("counts what is past its limit instead of keeping it", () => {
    const recorder = startTrace();
    const event = { kind: "extrude", what: "", explained: 1, outcome: "ranked" } as const;
    for (let i = 0; i < 20_003; i++) recorder.candidate(event, 1);
    expect(recorder.trace().events).toHaveLength(20_000);
    expect(recorder.trace().dropped).toBe(3);
  });
});
