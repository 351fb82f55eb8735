import type { Pose, Topology } from "@unbake/geometry";
import {
  addScaled,
  applyPose,
  cross,
  discretiseCurve,
  distance3,
  dot,
  evaluateCurve,
  faceDomain,
  projectToSurface,
  rotationPose,
} from "@unbake/geometry";
import { beforeAll, describe, expect, test } from "vitest";
import type { Kernel, Shape } from "../api.js";
import { at, circle, drilledCube, rectangle, tilted, turnedPart, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const mirrorX: Pose = [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
const turnAndMove: Pose = rotationPose([1, 2, 3], [1, -1, 2], 0.7);

/** Everything that topology says of a shape, held against what the kernel measures. */
function expectAgreement(shape: Shape): Topology {
  const topology = kernel.topology(shape);
  const { faces, edges, vertices, solids } = topology;
  const areas = kernel.faceProperties(shape);
  expect(areas.length).toBe(faces.length);
  expect(kernel.solids(shape).length).toBe(solids.length);
  const solidHandles = kernel.solids(shape);
  for (const face of faces) {
    expect(face.loops.length).toBeGreaterThan(0);
    const frame = "frame" in face.surface ? face.surface.frame : undefined;
    if (frame) expect(dot(cross(frame.x, frame.y), frame.z)).toBeCloseTo(1, 12);
    const handle = kernel.subShape(shape, "face", face.id);
    const samples = kernel.sampleFace(shape, face.id, 5);
    expect(samples.length).toBeGreaterThan(0);
    for (const { point, normal } of samples) {
      // The id names the same face on both sides, and its surface is where the face is.
      expect(kernel.distanceToPoint(handle, point)).toBeLessThan(1e-9);
      expect(projectToSurface(face.surface, point).distance).toBeLessThan(1e-9);
      const solid = solidHandles[face.solid];
      if (!solid) continue;
      expect(kernel.classify(solid, addScaled(point, normal, 0.01), 1e-6)).toBe("outside");
      expect(kernel.classify(solid, addScaled(point, normal, -0.01), 1e-6)).toBe("inside");
    }
  }
  for (const edge of edges) {
    const length = kernel.edgeLength(shape, edge.id);
    if (!edge.curve) {
      expect(edge.degenerate).toBe(true);
      continue;
    }
    const points = discretiseCurve(edge.curve, edge.range, 1e-4, 0.05);
    const polygonLength = points.slice(1).reduce((sum, p, i) => sum + distance3(p, points[i]!), 0);
    expect(polygonLength).toBeCloseTo(length, 2);
    expect(distance3(evaluateCurve(edge.curve, edge.range[0]), vertices[edge.start]!.point)).toBeLessThan(1e-6);
    expect(distance3(evaluateCurve(edge.curve, edge.range[1]), vertices[edge.end]!.point)).toBeLessThan(1e-6);
    expect(edge.faces.length).toBe(edge.seam ? 1 : 2);
  }
  for (const vertex of vertices) {
    const box = kernel.boundingBox(kernel.subShape(shape, "vertex", vertex.id));
    expect(distance3(box.min, vertex.point)).toBeLessThan(1e-6);
  }
  expectWalks(topology);
  expect(topology.shells.every((shell) => shell.closed)).toBe(true);
  return topology;
}

/** Every loop is a closed walk, and its faces lie to its left seen against the outward normal. */
function expectWalks({ faces, edges, vertices }: Topology): void {
  for (const face of faces) {
    for (const { coedges } of face.loops) {
      coedges.forEach((coedge, i) => {
        const next = coedges[(i + 1) % coedges.length]!;
        const [a, b] = [edges[coedge.edge]!, edges[next.edge]!];
        expect(coedge.reversed ? a.start : a.end).toBe(next.reversed ? b.end : b.start);
      });
    }
    if (face.surface.kind !== "plane") continue;
    const normal = face.surface.frame.z;
    const signs = face.loops.map(({ coedges }) => {
      const points = coedges.flatMap(({ edge, reversed }) => {
        const { curve, range } = edges[edge]!;
        const run = curve ? discretiseCurve(curve, range, 0.01, 0.2) : [];
        return (reversed ? run.reverse() : run).slice(0, -1);
      });
      const origin = vertices[0]!.point;
      const area = points.reduce((sum, p, i) => {
        const q = points[(i + 1) % points.length]!;
        const [u, v] = [addScaled(p, origin, -1), addScaled(q, origin, -1)];
        return sum + dot(cross(u, v), normal) / 2;
      }, 0);
      return Math.sign(area) * (face.sameSense ? 1 : -1);
    });
    expect(signs).toEqual(face.loops.map((_, i) => (i === 0 ? 1 : -1)));
  }
}

describe("topology agrees with the kernel", () => {
  test("on a drilled cube", () => {
    const { faces, edges, vertices } = expectAgreement(drilledCube(kernel));
    expect([faces.length, edges.length, vertices.length]).toEqual([7, 15, 10]);
    expect(faces.filter((f) => f.loops.length === 2).length).toBe(2);
    expect(edges.filter((e) => e.seam).length).toBe(1);
  });

  test("on a turned part with cone, torus and sphere", () => {
    const { faces, edges } = expectAgreement(turnedPart(kernel));
    expect(faces.map((f) => f.surface.kind).sort()).toEqual(["cone", "cylinder", "plane", "sphere", "torus"]);
    expect(edges.filter((e) => e.degenerate).length).toBe(1);
  });

  test("on a whole torus and a whole sphere, whose loops run along seams", () => {
    const ring = kernel.revolve(
      kernel.planarFace(world, circle(kernel, 5, 0, 2)),
      [0, 0, 0],
      [0, 1, 0],
      2 * Math.PI,
    ).shape;
    for (const solid of [ring, kernel.transform(ring, mirrorX).shape, kernel.sphere([1, 2, 3], 4)]) {
      const topology = expectAgreement(solid);
      const [face] = topology.faces;
      const { coedges } = face!.loops[0]!;
      coedges.forEach((coedge, i) => {
        expect(coedge.edge).not.toBe(coedges[(i + 1) % coedges.length]!.edge);
      });
      // The domain is the whole surface, walked counterclockwise when the natural normal points outwards.
      const domain = faceDomain(topology, face!)!;
      const [loop] = domain.loops;
      let area = 0;
      for (let i = 0; i < loop!.length; i += 2) {
        const j = (i + 2) % loop!.length;
        area += (loop![i]! * loop![j + 1]! - loop![j]! * loop![i + 1]!) / 2;
      }
      const whole = face!.surface.kind === "torus" ? 4 * Math.PI ** 2 : 2 * Math.PI ** 2;
      expect(area * (face!.sameSense ? 1 : -1)).toBeCloseTo(whole, 3);
    }
  });

  test("on mirror images, whose frames OpenCASCADE makes left-handed", () => {
    expectAgreement(kernel.transform(drilledCube(kernel), mirrorX).shape);
    expectAgreement(kernel.transform(turnedPart(kernel), mirrorX).shape);
  });

  test("on moved shapes, moved again inside compounds", () => {
    const once = kernel.transform(drilledCube(kernel), turnAndMove).shape;
    const twice = kernel.transform(once, turnAndMove).shape;
    expectAgreement(twice);
    const nested = kernel.transform(kernel.compound([kernel.compound([twice])]), mirrorTwice).shape;
    expectAgreement(nested);
  });

  test("on a mirror image that was moved", () => {
    expectAgreement(kernel.transform(kernel.transform(turnedPart(kernel), mirrorX).shape, turnAndMove).shape);
  });

  test("on spline and extruded surfaces", () => {
    const wave = {
      kind: "bspline" as const,
      degree: 3,
      poles: [
        [0, 0, 0],
        [3, 4, 0],
        [6, -4, 0],
        [10, 0, 0],
      ] as const,
      knots: [0, 1],
      multiplicities: [4, 4],
      periodic: false,
    };
    const wire = kernel.wire([
      { curve: wave, range: [0, 1] },
      { curve: { kind: "line", origin: [10, 0, 0], direction: [0, 1, 0] }, range: [0, 10] },
      { curve: { kind: "line", origin: [10, 10, 0], direction: [-1, 0, 0] }, range: [0, 10] },
      { curve: { kind: "line", origin: [0, 10, 0], direction: [0, -1, 0] }, range: [0, 10] },
    ]);
    const solid = kernel.extrude(kernel.planarFace(world, wire), [0, 1, 5]).shape;
    expect(expectAgreement(solid).faces.some((f) => f.surface.kind === "extrusion")).toBe(true);
  });

  test("on the result of a boolean of tilted solids", () => {
    expectAgreement(kernel.fuse([kernel.box(tilted, [4, 5, 6])], [kernel.cylinder(tilted, 3, 9)]).shape);
  });
});

const mirrorTwice: Pose = [-1, 0, 0, 5, 0, -1, 0, 6, 0, 0, 1, 7];

test("solids that share their geometry have one definition, and poses that carry the first onto them", () => {
  const part = drilledCube(kernel);
  const moved = kernel.transform(part, turnAndMove).shape;
  const other = kernel.box(at(50, 0, 0), [1, 1, 1]);
  const { solids, vertices, edges, faces } = kernel.topology(kernel.compound([part, moved, other]));
  expect(solids.map((s) => s.definition)).toEqual([0, 0, 2]);
  const cornersOf = (id: number) =>
    [
      ...new Set(
        faces
          .filter((f) => f.solid === id)
          .flatMap((f) => f.loops.flatMap((l) => l.coedges.map((c) => edges[c.edge]!.start))),
      ),
    ].map((v) => vertices[v]!.point);
  const images = cornersOf(0).map((p) => applyPose(solids[1]!.pose, p));
  for (const image of images) {
    expect(Math.min(...cornersOf(1).map((p) => distance3(p, image)))).toBeLessThan(1e-9);
  }
});

test("the same solid twice at one place is one solid", () => {
  const part = kernel.box(world, [1, 2, 3]);
  expect(kernel.topology(kernel.compound([part, part])).solids.length).toBe(1);
});

test("an open shell is not closed, and its border edges have one face", () => {
  const side = kernel.extrude(rectangle(kernel, 0, 0, 4, 5), [0, 0, 6]).shape;
  const { shells, edges } = kernel.topology(side);
  expect(shells.map((s) => s.closed)).toEqual([false]);
  expect(edges.filter((e) => e.faces.length === 1).length).toBe(8);
});

test("topology survives BRep text", () => {
  const part = kernel.compound([kernel.transform(turnedPart(kernel), turnAndMove).shape, kernel.box(world, [1, 1, 1])]);
  const again = kernel.readBrep(kernel.writeBrep(part));
  // BRep text has 15 digits.
  const rounded = (topology: Topology): unknown =>
    JSON.parse(JSON.stringify(topology, (_, v) => (typeof v === "number" ? Math.round(v * 1e9) / 1e9 + 0 : v)));
  expect(rounded(kernel.topology(again))).toEqual(rounded(kernel.topology(part)));
});

test("holes come after the outer loop, also when they are larger in number", () => {
  const face = kernel.planarFace(world, rectangle(kernel, 0, 0, 20, 10), [
    circle(kernel, 5, 5, 2),
    circle(kernel, 10, 5, 1),
    circle(kernel, 15, 5, 2.5),
  ]);
  const [info] = kernel.topology(face).faces;
  expect(info!.loops.map((l) => l.coedges.length)).toEqual([4, 1, 1, 1]);
  expect(info!.sameSense).toBe(true);
});
