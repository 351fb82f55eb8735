/** Sound files that are written in unusual ways: each is read as what it is. */

import { identityPose, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { notchedBox } from "./generated/notchedBox.fixture.js";
import { real, StepWriter } from "./generated/stepWriter.fixture.js";
import { readCad } from "./index.js";
import type { SourceModel } from "./types.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const body = notchedBox([10, 20, 30], [4, 9, 11]);

function reading<T>(text: string, look: (model: SourceModel) => T): T {
  return kernel.scope(() => look(readCad(kernel, new TextEncoder().encode(text), { name: "part.step" })));
}

const volumes = (text: string): readonly number[] =>
  reading(text, ({ solids }) => solids.map(({ volume }) => Number(volume.toPrecision(9))));

const millimetres = (w: StepWriter): string => {
  const unit = w.add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))");
  return w.add(
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNIT_ASSIGNED_CONTEXT((${unit}))REPRESENTATION_CONTEXT('',''))`,
  );
};

/** A file of solids in one representation, which is the shape of a product. */
function file(solids: (w: StepWriter) => readonly string[], type = "ADVANCED_BREP_SHAPE_REPRESENTATION"): string {
  const w = new StepWriter();
  const items = solids(w);
  const representation = w.add(`${type}('',(${items.join(",")}),${millimetres(w)})`);
  w.add(`SHAPE_DEFINITION_REPRESENTATION(${w.product("part").shape},${representation})`);
  return w.text();
}

describe("structure", () => {
  test("a solid that nothing lists, without a unit, is in millimetres, and that is said", () => {
    const w = new StepWriter();
    w.solid(body);
    reading(w.text(), ({ solids, warnings }) => {
      expect(solids.map(({ volume }) => volume)).toEqual([expect.closeTo(body.volume, 6)]);
      expect(warnings).toEqual(["the file states no length unit: millimetres are assumed"]);
    });
  });

  test("a representation that is the shape of no product", () => {
    const w = new StepWriter();
    w.add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(${w.solid(body)}),${millimetres(w)})`);
    w.product("part");
    expect(volumes(w.text())).toEqual([expect.closeTo(body.volume, 6)]);
  });

  test.each([
    ["written twice", (w: StepWriter) => [w.solid(body), w.solid(body)]],
    ["listed twice", (w: StepWriter) => Array<string>(2).fill(w.solid(body))],
  ])("a solid that is %s is one solid", (_, solids) => {
    reading(file(solids), (model) => {
      expect(model.solids).toHaveLength(1);
      expect(model.facts.solids).toBe(1);
      expect(model.warnings.join()).toMatch(/a second time at the same place \(#\d+\): 1 are converted/);
    });
  });

  test("a part whose mapped item places it stands there once, though a usage names it too", () => {
    const w = new StepWriter();
    const context = millimetres(w);
    const origin = w.placement(identityPose, [0, 0, 0]);
    const part = w.add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(${origin},${w.solid(body)}),${context})`);
    const map = w.add(`REPRESENTATION_MAP(${origin},${part})`);
    const item = w.add(`MAPPED_ITEM('',${map},${w.placement(identityPose, [100, 0, 0])})`);
    const whole = w.add(`SHAPE_REPRESENTATION('',(${origin},${item}),${context})`);
    const [child, parent] = [w.product("part"), w.product("whole")];
    w.add(`SHAPE_DEFINITION_REPRESENTATION(${child.shape},${part})`);
    w.add(`SHAPE_DEFINITION_REPRESENTATION(${parent.shape},${whole})`);
    w.add(`NEXT_ASSEMBLY_USAGE_OCCURRENCE('u','u','',${parent.definition},${child.definition},$)`);
    reading(w.text(), ({ solids }) => {
      expect(solids.map(({ path }) => path)).toEqual([["whole", "part"]]);
      expect(solids.map(({ shape }) => kernel.boundingBox(shape).min[0])).toEqual([expect.closeTo(100, 9)]);
    });
  });

  test("a solid by construction beside a boundary is refused, not left out", () => {
    const csg = (w: StepWriter) => w.add(`BLOCK('',${w.placement(identityPose, [50, 0, 0])},1.,1.,1.)`);
    expect(refusal(file((w) => [w.solid(body), csg(w)]))).toMatch(/^unsupported_content: .*BLOCK.*by construction/);
  });
});

function refusal(text: string): string {
  try {
    reading(text, () => undefined);
  } catch (error) {
    if (error instanceof UnbakeError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("geometry", () => {
  test("polygons without surfaces have the planes that they imply", () => {
    const text = file((w) => {
      const points = body.vertices.map(w.point);
      const faces = body.faces.map((loop) => {
        const poly = w.add(`POLY_LOOP('',(${loop.map((vertex) => points[vertex]).join(",")}))`);
        return w.add(`FACE('',(${w.add(`FACE_OUTER_BOUND('',${poly},.T.)`)}))`);
      });
      return [w.add(`FACETED_BREP('',${w.add(`CLOSED_SHELL('',(${faces.join(",")}))`)})`)];
    }, "FACETED_BREP_SHAPE_REPRESENTATION");
    expect(volumes(text)).toEqual([expect.closeTo(body.volume, 6)]);
  });

  const farNappe = (bottom: number, top: number, height: number) => (w: StepWriter) => {
    const slope = (top - bottom) / height;
    const down = w.add(
      `AXIS2_PLACEMENT_3D('',${w.point([0, 0, -5 - bottom / slope])},${w.direction([0, 0, -1])},${w.direction([-1, 0, 0])})`,
    );
    return `CONICAL_SURFACE('',${down},${real(5 * slope)},${real(Math.atan(slope))})`;
  };

  /** A frustum that widens upwards: radius `bottom` at 0, `top` at `height`; its wall, unless another is given, on the far nappe of a cone that looks down. */
  const frustum =
    (bottom: number, top: number, height: number, sense: "T" | "F", wall = farNappe(bottom, top, height)) =>
    (w: StepWriter) => {
      const up = ([x, z]: readonly [number, number]): Vec3 => [x, 0, z];
      const [low, high] = [up([bottom, 0]), up([top, height])];
      const vertices = [low, high].map((p) => w.add(`VERTEX_POINT('',${w.point(p)})`));
      const circles = [bottom, top].map((radius, i) => {
        const circle = w.add(`CIRCLE('',${w.placement(identityPose, [0, 0, i * height])},${real(radius)})`);
        return w.add(`EDGE_CURVE('',${vertices[i]},${vertices[i]},${circle},.T.)`);
      });
      const [dx, length] = [top - bottom, Math.hypot(top - bottom, height)];
      const vector = w.add(`VECTOR('',${w.direction([dx / length, 0, height / length])},1.)`);
      const seam = w.add(
        `EDGE_CURVE('',${vertices[0]},${vertices[1]},${w.add(`LINE('',${w.point(low)},${vector})`)},.T.)`,
      );
      const use = (edge: string | undefined, way: "T" | "F") => w.add(`ORIENTED_EDGE('',*,*,${edge},.${way}.)`);
      const face = (uses: readonly string[], surface: string, faceSense: string) => {
        const bound = w.add(`FACE_OUTER_BOUND('',${w.add(`EDGE_LOOP('',(${uses.join(",")}))`)},.T.)`);
        return w.add(`ADVANCED_FACE('',(${bound}),${surface},.${faceSense}.)`);
      };
      const plane = (z: number) => w.add(`PLANE('',${w.placement(identityPose, [0, 0, z])})`);
      const around = [use(circles[0], "T"), use(seam, "T"), use(circles[1], "F"), use(seam, "F")];
      const faces = [
        face(around, w.add(wall(w)), sense),
        face([use(circles[0], "F")], plane(0), "F"),
        face([use(circles[1], "T")], plane(height), "T"),
      ];
      return [w.add(`MANIFOLD_SOLID_BREP('',${w.add(`CLOSED_SHELL('',(${faces.join(",")}))`)})`)];
    };

  // Writers disagree about which way the normal of the far nappe points.
  test.each(["T", "F"] as const)("a wall beyond the apex of its cone (sense .%s.)", (sense) => {
    const [volume] = volumes(file(frustum(3, 9, 8, sense)));
    expect(volume).toBeCloseTo((Math.PI * 8 * (9 + 27 + 81)) / 3, 5);
  });

  /** The inner part of a torus whose tube reaches over its axis. */
  const lemon = (major: number, minor: number, torus: (frame: string) => string) => (w: StepWriter) => {
    const height = Math.sqrt(minor ** 2 - major ** 2);
    const [south, north] = [-height, height].map((z) => w.add(`VERTEX_POINT('',${w.point([0, 0, z])})`));
    const frame = w.add(
      `AXIS2_PLACEMENT_3D('',${w.point([-major, 0, 0])},${w.direction([0, -1, 0])},${w.direction([1, 0, 0])})`,
    );
    const arc = w.add(`EDGE_CURVE('',${south},${north},${w.add(`CIRCLE('',${frame},${real(minor)})`)},.T.)`);
    const uses = ["T", "F"].map((way) => w.add(`ORIENTED_EDGE('',*,*,${arc},.${way}.)`));
    const bound = w.add(`FACE_OUTER_BOUND('',${w.add(`EDGE_LOOP('',(${uses.join(",")}))`)},.T.)`);
    const face = w.add(`ADVANCED_FACE('',(${bound}),${w.add(torus(w.placement(identityPose, [0, 0, 0])))},.T.)`);
    return [w.add(`MANIFOLD_SOLID_BREP('',${w.add(`CLOSED_SHELL('',(${face}))`)})`)];
  };

  test.each([
    ["degenerate torus", (frame: string) => `DEGENERATE_TOROIDAL_SURFACE('',${frame},2.,7.,.F.)`],
    ["torus", (frame: string) => `TOROIDAL_SURFACE('',${frame},2.,7.)`],
  ])("a lemon on a %s", (_, torus) => {
    // Pappus does not help where a profile crosses its axis: the integral of pi x(h)^2.
    const [R, r] = [2, 7];
    const h = Math.sqrt(r * r - R * R);
    const area = r * r * Math.asin(h / r) + h * R;
    const exact = 2 * Math.PI * (r * r * h - h ** 3 / 3 + R * R * h - R * area);
    expect(volumes(file(lemon(R, r, torus)))).toEqual([expect.closeTo(exact, 3)]);
  });

  test("an offset of a rational spline is named as what the kernel cannot read", () => {
    // The frustum's wall on a surface 2 mm outside a rational cylinder.
    const wall = (w: StepWriter) => {
      const square = [
        [1, 0],
        [1, 1],
        [0, 1],
        [-1, 1],
        [-1, 0],
        [-1, -1],
        [0, -1],
        [1, -1],
        [1, 0],
      ] as const;
      const poles = square.map(([x, y]) => `(${w.point([3 * x, 3 * y, -1])},${w.point([3 * x, 3 * y, 20])})`);
      const weights = square.map((_, i) => (i % 2 === 0 ? "(1.,1.)" : `(${Math.SQRT1_2},${Math.SQRT1_2})`));
      const spline = w.add(
        `(BOUNDED_SURFACE()B_SPLINE_SURFACE(2,1,(${poles.join()}),.UNSPECIFIED.,.T.,.F.,.F.)B_SPLINE_SURFACE_WITH_KNOTS((3,2,2,2,3),(2,2),(0.,1.,2.,3.,4.),(0.,1.),.UNSPECIFIED.)GEOMETRIC_REPRESENTATION_ITEM()RATIONAL_B_SPLINE_SURFACE((${weights.join()}))REPRESENTATION_ITEM('')SURFACE())`,
      );
      return `OFFSET_SURFACE('',${spline},2.,.F.)`;
    };
    const text = file((w) => frustum(5, 5, 12, "T", wall)(w));
    expect(refusal(text)).toMatch(/^unsupported_surface: .*OFFSET_SURFACE.*of a rational spline/);
    expect(
      volumes(
        file(frustum(5, 5, 12, "T", (w) => `CYLINDRICAL_SURFACE('',${w.placement(identityPose, [0, 0, 0])},5.)`)),
      ),
    ).toEqual([expect.closeTo(Math.PI * 25 * 12, 6)]);
  });

  test("a surface that cannot be evaluated makes no wall", () => {
    const nothing = (w: StepWriter) => {
      const [a, b] = [w.point([3, 0, 0]), w.point([9, 0, 8])];
      const flat = w.add(
        `B_SPLINE_SURFACE_WITH_KNOTS('',1,1,((${a},${b}),(${a},${b})),.UNSPECIFIED.,.F.,.F.,.F.,(2,2),(2,2),(0.,1.),(0.,1.),.UNSPECIFIED.)`,
      );
      return `OFFSET_SURFACE('',${flat},2.,.F.)`;
    };
    expect(refusal(file(frustum(3, 9, 8, "T", nothing)))).toMatch(/^(bad_geometry|unsupported_surface)/);
  });
});
