import type { Frame } from "@unbake/geometry";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const at = (origin: Frame["origin"]): Frame => ({ origin, x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] });

/** A box, a cylinder and a ball far from each other and from the origin. */
const bodies = (): Shape[] => [
  kernel.box(at([10, -4, 3]), [2, 3, 5]),
  kernel.cylinder(at([-20, 7, 1]), 2, 9),
  kernel.sphere([3, 30, -8], 4),
];

describe("a compound of solids", () => {
  it("has the mass properties that integrating it as a whole gives", () => {
    kernel.scope(() => {
      const made = kernel.compound(bodies());
      // Read again it knows nothing of its parts.
      const { volume, area, centroid, inertia } = kernel.massProperties(kernel.readBrep(kernel.writeBrep(made)));
      const sum = kernel.massProperties(made);
      const close = (a: readonly number[], b: readonly number[]) =>
        a.forEach((value, i) => {
          expect(value).toBeCloseTo(b[i] ?? Number.NaN, 6);
        });
      close([sum.volume, sum.area, ...sum.centroid], [volume, area, ...centroid]);
      close(
        sum.inertia.map((x) => x / inertia[0]),
        inertia.map((x) => x / inertia[0]),
      );
    });
  });

  it("is measured by itself when its parts are gone", () => {
    kernel.scope(() => {
      const made = kernel.scope((keep) => keep(kernel.compound(bodies())));
      expect(kernel.massProperties(made).volume).toBeCloseTo(30 + Math.PI * 36 + (4 / 3) * Math.PI * 64, 6);
      expect(kernel.solids(made)).toHaveLength(3);
    });
  });

  it("hands out its solids with what is known about them", () => {
    kernel.scope(() => {
      const parts = bodies();
      const known = parts.map((part) => kernel.massProperties(part));
      const solids = kernel.solids(kernel.compound(parts));
      expect(solids.map((solid) => kernel.massProperties(solid))).toEqual(known);
    });
  });
});
