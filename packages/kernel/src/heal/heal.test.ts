import type { Frame, Vec3 } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const frameAt = (origin: Vec3): Frame => ({ origin, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] });
const cube = (at: number, size: number): Shape => kernel.box(frameAt([at, at, at]), [size, size, size]);
/** The faces of a shape as shapes of their own, that share nothing. */
const facesApart = (shape: Shape): Shape[] =>
  kernel.topology(shape).faces.map(({ id }) => kernel.readBrep(kernel.writeBrep(kernel.subShape(shape, "face", id))));
const volume = (shape: Shape): number => kernel.massProperties(shape).volume;

describe("sew", () => {
  it("joins the six faces of a cube to a solid and tells which is which", () => {
    kernel.scope(() => {
      const faces = facesApart(cube(0, 10));
      const result = kernel.sew(faces, 1e-6);
      expect(result.shape.kind).toBe("solid");
      expect(volume(result.shape)).toBeCloseTo(1000, 9);
      const { edges, vertices } = kernel.topology(result.shape);
      expect([edges.length, vertices.length]).toEqual([12, 8]);
      const images = faces.map((shape) => result.modified({ shape, kind: "face", id: 0 }));
      expect(images.flat().sort()).toEqual([0, 1, 2, 3, 4, 5]);
    });
  });

  it("leaves a shell open where a face is missing, and does not bridge gaps wider than its tolerance", () => {
    kernel.scope(() => {
      const open = kernel.sew(facesApart(cube(0, 10)).slice(1), 1e-6).shape;
      expect(open.kind).toBe("shell");
      expect(kernel.topology(open).shells[0]!.closed).toBe(false);
      const [first, ...rest] = facesApart(cube(0, 10));
      const moved = kernel.transform(first!, [1, 0, 0, -1e-3, 0, 1, 0, 0, 0, 0, 1, 0]).shape;
      expect(kernel.sew([moved, ...rest], 1e-4).shape.kind).not.toBe("solid");
      expect(kernel.sew([moved, ...rest], 1e-2).shape.kind).toBe("solid");
    });
  });

  it("makes hollows of shells inside others, and bodies of shells inside hollows", () => {
    kernel.scope(() => {
      const shells = [cube(0, 10), cube(2, 6), cube(4, 2), cube(20, 3)].flatMap(facesApart);
      const { shape } = kernel.sew(shells, 1e-6);
      expect(
        kernel
          .solids(shape)
          .map(volume)
          .sort((a, b) => a - b),
      ).toEqual([expect.closeTo(8, 9), expect.closeTo(27, 9), expect.closeTo(1000 - 216, 9)]);
      expect(kernel.isValid(shape)).toBe(true);
    });
  });
});

describe("heal", () => {
  it("gives a sound solid back as it is", () => {
    kernel.scope(() => {
      const block = cube(0, 10);
      const result = kernel.heal(block);
      expect(kernel.isSame(result.shape, block)).toBe(true);
      expect(result.modified({ shape: block, kind: "face", id: 3 })).toEqual([3]);
    });
  });

  it("closes a small gap", () => {
    kernel.scope(() => {
      const [first, ...rest] = facesApart(cube(0, 10));
      const moved = kernel.transform(first!, [1, 0, 0, -1e-5, 0, 1, 0, 0, 0, 0, 1, 0]).shape;
      const loose = kernel.compound([moved, ...rest]);
      const { shape, modified } = kernel.heal(loose);
      expect(volume(shape)).toBeCloseTo(1000, 2);
      const images = kernel.topology(loose).faces.map(({ id }) => modified({ shape: loose, kind: "face", id }));
      expect(new Set(images.flat()).size).toBe(6);
    });
  });

  it("turns a solid that is inside out, and one face that is the wrong way round", () => {
    kernel.scope(() => {
      const text = kernel.writeBrep(cube(0, 10));
      // The shell of a box holds its faces with signs: turn one, then all.
      const shellLine = /^Sh\n\n\d+\n(.*)\*$/m.exec(text)?.[1];
      expect(shellLine).toBeDefined();
      const flip = (uses: string): string => uses.replace(/[+-]/g, (sign) => (sign === "+" ? "-" : "+"));
      const [head, ...tail] = shellLine!.split(/(?=[+-])/);
      for (const broken of [flip(shellLine!), [flip(head!), ...tail].join("")]) {
        const shape = kernel.readBrep(text.replace(shellLine!, broken));
        expect(volume(shape)).not.toBeCloseTo(1000, 3);
        const healed = kernel.heal(shape).shape;
        expect(volume(healed)).toBeCloseTo(1000, 9);
        expect(kernel.isValid(healed)).toBe(true);
      }
    });
  });

  it("refuses what stays open, saying so", () => {
    kernel.scope(() => {
      const open = kernel.sew(facesApart(cube(0, 10)).slice(1), 1e-6).shape;
      expect(() => kernel.heal(open)).toThrow(
        expect.objectContaining({ code: "open_shell", detail: expect.stringMatching(/^4 edges/) }),
      );
    });
  });
});
