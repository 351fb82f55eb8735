import { worldFrame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { buildNode } from "./build.js";
import { keepingBodies } from "./builtBodies.js";
import type { BooleanNode, ExtrudeNode } from "./types.js";

let base: Kernel;
beforeAll(async () => {
  base = await createKernel();
});

const square = (size: number, to: number): ExtrudeNode => ({
  type: "extrude",
  frame: worldFrame,
  profile: {
    outer: {
      kind: "path",
      segments: [
        { kind: "line", start: [0, 0], end: [size, 0] },
        { kind: "line", start: [size, 0], end: [size, size] },
        { kind: "line", start: [size, size], end: [0, size] },
        { kind: "line", start: [0, size], end: [0, 0] },
      ],
    },
    holes: [],
  },
  from: 0,
  to,
  overrunStart: 0,
  overrunEnd: 0,
  explains: [],
});

const stepped = (explains: readonly number[] = []): BooleanNode => ({
  type: "boolean",
  operation: "union",
  base: square(10, 2),
  tools: [square(4, 5)],
  explains,
});

/** The kernel, and how often it fused. */
function counting(): { readonly kernel: Kernel; readonly fused: () => number } {
  let count = 0;
  const fuse: Kernel["fuse"] = (...args) => {
    count++;
    return base.fuse(...args);
  };
  return { kernel: { ...base, fuse }, fused: () => count };
}

const unchecked = { check: false } as const;

describe("bodies that are kept", () => {
  it("are built once, whatever faces they explain", () => {
    const { kernel, fused } = counting();
    const volumes = keepingBodies(kernel, () =>
      [stepped(), stepped([1, 2])].map((node) =>
        kernel.scope(() => kernel.massProperties(buildNode(kernel, node, unchecked)).volume),
      ),
    );
    expect(fused()).toBe(1);
    expect(volumes).toEqual([expect.closeTo(248, 9), expect.closeTo(248, 9)]);
  });

  it("are parts of larger ones", () => {
    const { kernel, fused } = counting();
    const cut: BooleanNode = {
      type: "boolean",
      operation: "subtract",
      base: stepped(),
      tools: [square(1, 9)],
      explains: [],
    };
    const volume = keepingBodies(kernel, () => {
      kernel.scope(() => buildNode(kernel, stepped(), unchecked));
      return kernel.scope(() => kernel.massProperties(buildNode(kernel, cut, unchecked)).volume);
    });
    expect([fused(), volume]).toEqual([1, expect.closeTo(243, 9)]);
  });

  it("are built anew with checks, and where none are kept", () => {
    const { kernel, fused } = counting();
    keepingBodies(kernel, () => {
      kernel.scope(() => buildNode(kernel, stepped(), unchecked));
      kernel.scope(() => buildNode(kernel, stepped()));
    });
    kernel.scope(() => buildNode(kernel, stepped(), unchecked));
    expect(fused()).toBe(3);
  });

  it("are gone afterwards", () => {
    const { kernel } = counting();
    const body = keepingBodies(kernel, () => buildNode(kernel, stepped(), unchecked));
    expect(() => kernel.topology(body)).toThrow(/after its scope ended/);
  });
});
