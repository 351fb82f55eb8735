import { identityPose, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { seeded } from "../../model/seeded.js";
import { notchedBox, type PlanarBody } from "../generated/notchedBox.fixture.js";
import { real, StepWriter } from "../generated/stepWriter.fixture.js";
import { readCad, type SourceModel } from "../index.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

function reading<T>(text: string, look: (model: SourceModel) => T): T {
  return kernel.scope(() => look(readCad(kernel, new TextEncoder().encode(text), { name: "part.step" })));
}

const body = notchedBox([10, 20, 30], [4, 9, 11]);

/** The body with every vertex moved by up to `by` in each direction: its planes stay. */
function shaken(by: number, seed: number): PlanarBody {
  const random = seeded(seed);
  const move = (x: number): number => x + by * (2 * random() - 1);
  return { ...body, vertices: body.vertices.map(([x, y, z]): Vec3 => [move(x), move(y), move(z)]) };
}

const loose = (by: number, seed: number): string => {
  const w = new StepWriter();
  w.solid(shaken(by, seed), body);
  return w.text();
};

describe("edges that lie beside the planes of their faces", () => {
  // Old translators write few digits; 0.02 mm is half of what is computed again here.
  test.each([0.001, 0.004, 0.02])("by %s mm are computed again", (by) => {
    for (let seed = 1; seed <= 5; seed++) {
      reading(loose(by, seed), ({ solids: [solid], warnings }) => {
        expect(solid?.volume).toBeCloseTo(body.volume, 6);
        for (const vertex of body.vertices) {
          const off = Math.min(
            ...solid!.topology.vertices.map(({ point }) => Math.hypot(...point.map((x, i) => x - vertex[i]!))),
          );
          expect(off).toBeLessThan(1e-9);
        }
        expect(warnings.join()).toMatch(/edges of #\d+ = MANIFOLD_SOLID_BREP .* lie up to [\d.]+ mm off the surfaces/);
      });
    }
  });

  test("by more than a thousandth of the diagonal are refused, and the limit is said", () => {
    expect(() => reading(loose(0.3, 1), () => undefined)).toThrow(UnbakeError);
    expect(() => reading(loose(0.3, 1), () => undefined)).toThrow(/off the plane .* a thousandth of the diagonal/);
  });

  test("exactly need nothing, and nothing is said", () => {
    const w = new StepWriter();
    w.solid(body);
    reading(w.text(), ({ warnings }) => expect(warnings.join()).not.toContain("computed again"));
  });
});

/** A cylinder of radius 5 and height 12 with a slanted top: its edges were drawn with radius 5 + `by`. */
function rod(by: number, slope: number): string {
  const w = new StepWriter();
  const r = 5 + by;
  const height = (x: number): number => 12 + slope * x;
  const [low, high] = [w.point([r, 0, 0]), w.point([r, 0, height(r)])];
  const [south, north] = [low, high].map((p) => w.add(`VERTEX_POINT('',${p})`));
  const bottom = w.add(
    `EDGE_CURVE('',${south},${south},${w.add(`CIRCLE('',${w.placement(identityPose, [0, 0, 0])},${real(r)})`)},.T.)`,
  );
  const n = Math.hypot(1, slope);
  const tilted = w.add(
    `AXIS2_PLACEMENT_3D('',${w.point([0, 0, 12])},${w.direction([-slope / n, 0, 1 / n])},${w.direction([1 / n, 0, slope / n])})`,
  );
  const rim = slope === 0 ? `CIRCLE('',${tilted},${real(r)})` : `ELLIPSE('',${tilted},${real(r * n)},${real(r)})`;
  const top = w.add(`EDGE_CURVE('',${north},${north},${w.add(rim)},.T.)`);
  const seam = w.add(
    `EDGE_CURVE('',${south},${north},${w.add(`LINE('',${low},${w.add(`VECTOR('',${w.direction([0, 0, 1])},1.)`)})`)},.T.)`,
  );
  const face = (uses: readonly (readonly [string, "T" | "F"])[], surface: string, sense: "T" | "F"): string => {
    const loop = uses.map(([edge, way]) => w.add(`ORIENTED_EDGE('',*,*,${edge},.${way}.)`)).join(",");
    return w.add(
      `ADVANCED_FACE('',(${w.add(`FACE_OUTER_BOUND('',${w.add(`EDGE_LOOP('',(${loop}))`)},.T.)`)}),${surface},.${sense}.)`,
    );
  };
  const faces = [
    face(
      [
        [bottom, "T"],
        [seam, "T"],
        [top, "F"],
        [seam, "F"],
      ],
      w.add(`CYLINDRICAL_SURFACE('',${w.placement(identityPose, [0, 0, 0])},5.)`),
      "T",
    ),
    face([[bottom, "F"]], w.add(`PLANE('',${w.placement(identityPose, [0, 0, 0])})`), "F"),
    face([[top, "T"]], w.add(`PLANE('',${tilted})`), "T"),
  ];
  w.add(`MANIFOLD_SOLID_BREP('',${w.add(`CLOSED_SHELL('',(${faces.join(",")}))`)})`);
  return w.text();
}

describe("round edges", () => {
  test.each([
    ["circles", 0],
    ["ellipses", 0.4],
  ])("%s lie where plane and cylinder meet", (_, slope) => {
    reading(rod(0.006, slope), ({ solids: [solid], warnings }) => {
      expect(solid?.volume).toBeCloseTo(Math.PI * 25 * 12, 3);
      expect(warnings.join()).toMatch(/lie up to 0\.006 mm off/);
      const kinds = solid!.topology.edges.map(({ curve }) => curve?.kind);
      expect(kinds).toContain("circle");
    });
  });
});
