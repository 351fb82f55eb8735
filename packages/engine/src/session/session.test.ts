import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Execution, KclTools } from "../api.js";
import { createKclTools } from "../tools.js";
import { createSession } from "./session.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  tools = await createKclTools();
  kernel = await createKernel();
});

/**
 * What an execution is, shapes by their measures. The interpreter's ids depend on what it executed before: they are numbered in the order
 * in which they are met.
 */
const seen = (execution: Execution, on: Kernel) => numbered(bodiesSeen(execution, on));

function numbered(value: unknown): unknown {
  const numbers = new Map<string, number>();
  const text = JSON.stringify(value).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return `id ${number}`;
  });
  return JSON.parse(text);
}

const bodiesSeen = (execution: Execution, on: Kernel) =>
  execution.bodies.map(({ shape, id, name, type, color, names, faceLines }) => {
    const { volume, area, centroid } = on.massProperties(shape);
    return {
      id,
      name,
      type,
      color,
      faceLines,
      faces: [...names.faces],
      edges: [...names.edges],
      volume,
      area,
      centroid,
    };
  });

/** mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Part {
  width: number;
  depth: number;
  radius: number;
  rounded: boolean;
  holes: number[];
  boss: number;
  turn: number;
  copies: number;
}

const plain: Part = { width: 60, depth: 40, radius: 3, rounded: true, holes: [2, 2.5], boss: 4, turn: 0, copies: 1 };

const edits: readonly ((part: Part, random: () => number) => void)[] = [
  (part, random) => (part.width = 50 + Math.floor(random() * 20)),
  (part, random) => (part.depth = 30 + Math.floor(random() * 20)),
  (part, random) => (part.radius = 1 + Math.floor(random() * 4)),
  (part) => (part.rounded = !part.rounded),
  (part, random) => part.holes.push(1 + random()),
  (part) => part.holes.length > 1 && part.holes.pop(),
  (part) => part.holes.length > 1 && part.holes.reverse(),
  (part, random) => (part.boss = Math.floor(random() * 6)),
  (part, random) => (part.turn = Math.floor(random() * 4) * 15),
  (part, random) => (part.copies = 1 + Math.floor(random() * 3)),
];

function program(part: Part): string {
  const lines = [
    `base = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [${part.width}, 0], tag = $front) |> line(end = [0, ${part.depth}], tag = $right) |> line(end = [-${part.width}, 0]) |> close() |> extrude(length = 10, tagEnd = $top)`,
  ];
  let body = "base";
  if (part.rounded) {
    lines.push(
      `rounded = fillet(base, radius = ${part.radius}, tags = [getNextAdjacentEdge(front), getNextAdjacentEdge(right)])`,
    );
    body = "rounded";
  }
  part.holes.forEach((radius, i) => {
    lines.push(
      `tool${i} = startSketchOn(XY) |> circle(center = [${8 + 7 * i}, 15], radius = ${radius}) |> extrude(length = 30)`,
    );
    lines.push(`cut${i} = subtract(${body}, tools = tool${i})`);
    body = `cut${i}`;
  });
  if (part.boss > 0)
    lines.push(
      `boss = startSketchOn(XZ) |> circle(center = [100, 0], radius = ${part.boss}) |> revolve(axis = Y, angle = 120deg) |> appearance(color = "#336699")`,
    );
  if (part.turn > 0) lines.push(`turned = ${body} |> rotate(yaw = ${part.turn})`);
  if (part.copies > 1)
    lines.push(
      `many = patternLinear3d(${part.turn > 0 ? "turned" : body}, instances = ${part.copies}, distance = 80, axis = Y)`,
    );
  return lines.join("\n");
}

describe("a remembered execution is like a fresh one", () => {
  it.each([1, 2, 3])("after random edits, seed %i", async (seed) => {
    const random = randomOf(seed);
    const session = createSession(kernel, tools);
    const part: Part = { ...plain, holes: [...plain.holes] };
    let remembered = 0;
    for (let i = 0; i < 12; i++) {
      edits[Math.floor(random() * edits.length)]?.(part, random);
      const source = program(part);
      const fast = await session.execute(source);
      remembered += fast.calls.remembered;
      const fresh = await kernel.scope(async () => seen(await tools.execute(source, { kernel }), kernel));
      expect(seen(fast, session.kernel), source).toEqual(fresh);
    }
    expect(remembered).toBeGreaterThan(100);
    session.close();
  });
});

describe("a session", () => {
  it("computes only what depends on the edit", async () => {
    const session = createSession(kernel, tools);
    const first = await session.execute(program(plain));
    const again = await session.execute(program(plain));
    expect(again.calls).toEqual({ remembered: expect.any(Number), computed: 0 });
    expect(again.calls.remembered).toBeGreaterThan(10);
    const edited = await session.execute(program({ ...plain, holes: [2, 2.75] }));
    expect(edited.calls.computed).toBeLessThan(first.calls.computed / 2);
    session.close();
  });

  it("keeps its bodies when the scope ends in which it executed, and goes on after an error", async () => {
    const session = createSession(kernel, tools);
    const { bodies } = await kernel.scope(() => session.execute(program(plain)));
    await kernel.scope(async () => expect(session.measure(bodies[0]!).volumeMm3).toBeGreaterThan(20000));
    await expect(session.execute("a = b")).rejects.toMatchObject({ code: "kcl_execution" });
    expect((await session.execute(program(plain))).calls.computed).toBe(0);
    session.close();
  });

  it("frees what was not asked for in a while", async () => {
    const session = createSession(kernel, tools);
    const { bodies } = await session.execute(program(plain));
    for (let i = 0; i < 10; i++) await session.execute("a = 1");
    expect(() => kernel.boundingBox(bodies[0]!.shape)).toThrow(/after its scope ended/);
    expect((await session.execute(program(plain))).calls.computed).toBeGreaterThan(10);
    session.close();
  });

  it("names bodies by their variables and tells where artifacts were made", async () => {
    const session = createSession(kernel, tools);
    const source = `// größer\n${program(plain)}`;
    const { bodies, artifacts } = await session.execute(source);
    expect(bodies.map(({ name, color }) => [name, color])).toEqual([
      ["cut1", undefined],
      ["boss", expect.arrayContaining([0.2, 0.4])],
    ]);
    const graph = artifacts();
    const sweep = graph.find(
      ({ type, range }) => type === "sweep" && range && source.slice(...range).startsWith("revolve"),
    );
    expect(source.slice(...sweep!.range!)).toBe("revolve(axis = Y, angle = 120deg)");
    expect(graph.filter(({ id }) => sweep!.related.includes(id)).map(({ type }) => type)).toContain("path");
    session.close();
  });
});
