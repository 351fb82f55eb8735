import { createKclTools } from "@unbake/engine";
import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { convertFile } from "../convert/convert.js";
import type { Conversion, ConvertTools } from "../convert/types.js";
import type { Node } from "../model/types.js";
import { type PartCache, type PartStore, partCache, partKey } from "./partCache.js";

let kernel: Kernel;
let tools: ConvertTools;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = createKclTools();
  tools = { kernel, kcl: () => kcl };
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };
const at = (x: number, y: number, z: number): Frame => ({ ...world, origin: [x, y, z] });

/** A block with a boss: a base and what it lacks. */
const bossed = (): Shape =>
  kernel.fuse([kernel.box(world, [30, 20, 10])], [kernel.cylinder(at(15, 10, 9), 4, 9)], { unify: true }).shape;
const drilled = (radius: number): Shape =>
  kernel.cut([kernel.box(at(50, 0, 0), [20, 20, 20])], [kernel.cylinder(at(60, 10, -1), radius, 30)]).shape;

/** Two files, each of two parts, that have the block with the boss in common. */
const files = (): Uint8Array[] =>
  kernel.scope(() =>
    [3, 4].map((radius) => kernel.writeStep(kernel.compound([bossed(), drilled(radius)]), { name: `with ${radius}` })),
  );

const newStore = (entries = new Map<string, Uint8Array>()): PartStore => ({
  find: (name) => entries.get(name),
  keep: (name, bytes) => void entries.set(name, bytes),
});

/** Counts what it is asked and what it knew. */
function counted(cache: PartCache): PartCache & { asked: number; known: number } {
  const counting = {
    asked: 0,
    known: 0,
    keep: cache.keep,
    find(key: string) {
      const node = cache.find(key);
      counting.asked++;
      if (node) counting.known++;
      return node;
    },
  };
  return counting;
}

const outputs = ({ raw, salon, certificate, status }: Conversion): string =>
  JSON.stringify([status, raw?.kcl, salon?.kcl, certificate]);

async function converted(order: readonly Uint8Array[], cache?: PartCache): Promise<string[]> {
  const made: string[] = [];
  for (const bytes of order) {
    made.push(outputs(await convertFile(tools, bytes, { name: "part.step", rawOnly: true, ...(cache && { cache }) })));
  }
  return made;
}

describe("equal parts of several files", () => {
  it("cost once, and every file comes out the same: with and without, whichever is first", async () => {
    const [one, two] = files() as [Uint8Array, Uint8Array];
    const [plainOne, plainTwo] = await converted([one, two]);
    expect(plainOne).toContain('"success"');
    expect(plainTwo).toContain('"success"');

    for (const order of [
      [0, 1],
      [1, 0, 1],
    ]) {
      const cache = counted(partCache(newStore()));
      const made = await converted(
        order.map((i) => [one, two][i] ?? one),
        cache,
      );
      expect(made).toEqual(order.map((i) => [plainOne, plainTwo][i]));
      // The block of the second file, then both parts of the third.
      expect(cache).toMatchObject({ asked: 2 * order.length, known: order.length === 2 ? 1 : 3 });
    }
  });
});

describe("the store of trees", () => {
  const node = { type: "extrude", frame: world, from: -0, to: 0.1 + 0.2, explains: [] } as unknown as Node;

  it("keeps every bit, and gives each caller a tree of its own", async () => {
    const cache = partCache(newStore());
    expect(cache.find("a")).toBeUndefined();
    cache.keep("a", node);
    const again = cache.find("a") as unknown as { from: number; to: number };
    expect(Object.is(again.from, -0)).toBe(true);
    expect(again).toEqual(node);
    expect(cache.find("a")).not.toBe(again);
  });

  it("takes nothing that is too large, and survives garbage", () => {
    const entries = new Map<string, Uint8Array>();
    const cache = partCache(newStore(entries));
    cache.keep("large", { ...node, explains: Array.from({ length: 2e6 }, (_, i) => i + 0.5) } as unknown as Node);
    expect(entries.size).toBe(0);
    entries.set("bad", Buffer.from("not a tree"));
    expect(cache.find("bad")).toBeUndefined();
  });

  it("tells solids apart by shape, place and how they are searched", () => {
    kernel.scope(() => {
      const keys = [
        partKey(kernel, kernel.box(world, [1, 2, 3]), "any"),
        partKey(kernel, kernel.box(world, [1, 2, 3]), "plain"),
        partKey(kernel, kernel.box(world, [1, 2, 3 + 1e-12]), "any"),
        partKey(kernel, kernel.box(at(0, 0, 1), [1, 2, 3]), "any"),
      ];
      expect(new Set(keys).size).toBe(4);
      expect(partKey(kernel, kernel.box(world, [1, 2, 3]), "any")).toBe(keys[0]);
    });
  });
});
