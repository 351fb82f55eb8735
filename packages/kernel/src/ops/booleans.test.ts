import type { Vec3 } from "@unbake/geometry";
import { addScaled, distance3, rotationPose } from "@unbake/geometry";
import { beforeAll, describe, expect, test } from "vitest";
import type { Kernel, Operation, Shape } from "../api.js";
import { at, circle, drilledCube, line, randomNumbers, rectangle, tilted, world } from "../kernel.fixture.js";
import { createKernel } from "../kernel.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});
const volume = (shape: Shape): number => kernel.massProperties(shape).volume;

/** Each image of each face holds a point of the face it came from, or lies on the same carrier inside it. */
function expectFaceHistory(operation: Operation, input: Shape): void {
  for (const face of kernel.topology(input).faces) {
    const source = kernel.subShape(input, "face", face.id);
    for (const id of operation.modified({ shape: input, kind: "face", id: face.id })) {
      for (const { point } of kernel.sampleFace(operation.shape, id, 3)) {
        expect(kernel.distanceToPoint(source, point)).toBeLessThan(1e-7);
      }
    }
  }
}

describe("booleans", () => {
  test("of a box and a sphere at its corner have the volumes of arithmetic, and histories that follow faces", () => {
    const box = kernel.box(world, [10, 10, 10]);
    const ball = kernel.sphere([0, 0, 0], 5);
    const eighth = (4 / 3) * Math.PI * 125 * (1 / 8);
    const cut = kernel.cut([box], [ball]);
    const fuse = kernel.fuse([box], [ball]);
    const common = kernel.common([box], [ball]);
    expect(volume(cut.shape)).toBeCloseTo(1000 - eighth, 6);
    expect(volume(fuse.shape)).toBeCloseTo(1000 + 7 * eighth, 6);
    expect(volume(common.shape)).toBeCloseTo(eighth, 6);
    for (const operation of [cut, fuse, common]) {
      expectFaceHistory(operation, box);
      expectFaceHistory(operation, ball);
      expect(kernel.isValid(operation.shape)).toBe(true);
      expect(operation.shape.kind).toBe("solid");
    }
    // Every face of the cut is what some face became.
    const images = [box, ball].flatMap((input) =>
      kernel.topology(input).faces.flatMap(({ id }) => cut.modified({ shape: input, kind: "face", id })),
    );
    expect(new Set(images).size).toBe(kernel.topology(cut.shape).faces.length);
  });

  test("with many tools in one call", () => {
    const tools = Array.from({ length: 9 }, (_, i) =>
      kernel.cylinder(at(5 + 10 * (i % 3), 5 + 10 * Math.floor(i / 3), -1), 2, 7),
    );
    const plate = kernel.cut([kernel.box(world, [30, 30, 5])], tools);
    expect(volume(plate.shape)).toBeCloseTo(4500 - 9 * 4 * Math.PI * 5, 6);
    tools.forEach((tool) => {
      const wall = kernel.topology(tool).faces.find((f) => f.surface.kind === "cylinder")!;
      expect(plate.modified({ shape: tool, kind: "face", id: wall.id }).length).toBe(1);
    });
  });

  test("that leave nothing return an empty compound", () => {
    const apart = kernel.common([kernel.box(world, [1, 1, 1])], [kernel.box(at(5, 0, 0), [1, 1, 1])]);
    expect(kernel.topology(apart.shape).faces.length).toBe(0);
    expect(apart.modified({ shape: kernel.box(world, [1, 1, 1]), kind: "face", id: 0 })).toEqual([]);
  });

  test("of solids that share a plane merge on demand, and the history says into what", () => {
    const left = kernel.box(world, [10, 10, 10]);
    const right = kernel.box(at(10, 0, 0), [10, 10, 10]);
    const plain = kernel.fuse([left], [right]);
    const merged = kernel.fuse([left], [right], { unify: true });
    expect(kernel.topology(plain.shape).faces.length).toBe(10);
    expect(kernel.topology(merged.shape).faces.length).toBe(6);
    const images = kernel.topology(left).faces.map(({ id }) => merged.modified({ shape: left, kind: "face", id }));
    expect(images.filter((ids) => ids.length === 1).length).toBe(5);
    const again = kernel.unify(plain.shape);
    expect(kernel.topology(again.shape).faces.length).toBe(6);
    for (const { id } of kernel.topology(plain.shape).faces) {
      const [image] = again.modified({ shape: plain.shape, kind: "face", id });
      const face = kernel.subShape(again.shape, "face", image!);
      expect(kernel.distanceToPoint(face, kernel.sampleFace(plain.shape, id, 1)[0]!.point)).toBeLessThan(1e-7);
    }
    // 20 edges become 12: the four pairs along x are joined, the four of the parting plane are gone.
    const edges = kernel
      .topology(plain.shape)
      .edges.map(({ id }) => again.modified({ shape: plain.shape, kind: "edge", id }));
    expect(edges.filter((ids) => ids.length === 0).length).toBe(4);
    expect(new Set(edges.flat()).size).toBe(12);
  });

  test("split keeps every piece", () => {
    const sheet = kernel.planarFace(at(0, 0, 4), rectangle(kernel, -5, -5, 15, 15, 4));
    const pieces = kernel.split([kernel.box(world, [10, 10, 10])], [sheet]);
    expect(
      kernel
        .solids(pieces.shape)
        .map(volume)
        .sort((a, b) => a - b),
    ).toEqual([expect.closeTo(400, 6), expect.closeTo(600, 6)]);
  });

  test("do not depend on where the parts are (seed 7)", () => {
    const random = randomNumbers(7);
    for (let i = 0; i < 4; i++) {
      const pose = rotationPose(
        [random(), random(), random()],
        [random() - 0.5, random() - 0.5, random() + 0.1],
        6 * random(),
      );
      const moved = kernel.cut(
        [kernel.transform(kernel.box(world, [10, 10, 10]), pose).shape],
        [kernel.transform(kernel.cylinder(at(5, 5, -1), 2, 12), pose).shape],
      );
      expect(volume(moved.shape)).toBeCloseTo(1000 - 40 * Math.PI, 6);
      expect(kernel.topology(moved.shape).faces.length).toBe(7);
    }
  });
});

describe("sweeps of profiles", () => {
  test("an extrusion names the side face of each profile edge, the side edge of each vertex, and both caps", () => {
    const profile = kernel.planarFace(world, rectangle(kernel, 0, 0, 10, 20), [circle(kernel, 5, 5, 2)]);
    const { edges, vertices } = kernel.topology(profile);
    const vector: Vec3 = [0, 0, 5];
    const result = kernel.extrude(profile, vector);
    expect(volume(result.shape)).toBeCloseTo((200 - 4 * Math.PI) * 5, 9);
    const sides = edges.map(({ id }) => result.generated({ shape: profile, kind: "edge", id }, "face"));
    expect(sides.every((ids) => ids.length === 1)).toBe(true);
    expect(new Set(sides.flat()).size).toBe(5);
    edges.forEach(({ id }) => {
      const edge = kernel.subShape(profile, "edge", id);
      const side = kernel.subShape(result.shape, "face", sides[id]![0]!);
      expect(kernel.distance(edge, side).distance).toBeLessThan(1e-9);
      expect(kernel.faceProperties(result.shape, sides[id]!)[0]!.area).toBeCloseTo(
        5 * kernel.edgeLength(profile, id),
        9,
      );
    });
    vertices.forEach(({ id, point }) => {
      const [edge] = result.generated({ shape: profile, kind: "vertex", id }, "edge");
      const box = kernel.boundingBox(kernel.subShape(result.shape, "edge", edge!));
      expect(distance3(box.min, point)).toBeLessThan(1e-6);
      expect(distance3(box.max, addScaled(point, vector, 1))).toBeLessThan(1e-6);
    });
    expect(kernel.faceProperties(result.shape, result.startFaces)[0]!.centroid[2]).toBeCloseTo(0, 9);
    expect(kernel.faceProperties(result.shape, result.endFaces)[0]!.centroid[2]).toBeCloseTo(5, 9);
    expect(result.modified({ shape: profile, kind: "face", id: 0 })).toEqual(result.startFaces);
  });

  test("an extrusion against the profile's normal is oriented outwards too", () => {
    const profile = kernel.planarFace(world, rectangle(kernel, 0, 0, 2, 3));
    expect(volume(kernel.extrude(profile, [0, 0, -4]).shape)).toBeCloseTo(24, 9);
  });

  test("a revolution has caps unless it closes; a negative angle turns the other way", () => {
    const profile = kernel.planarFace(world, rectangle(kernel, 1, 0, 3, 2));
    const quarter = kernel.revolve(profile, [0, 0, 0], [0, 1, 0], -Math.PI / 2);
    expect(volume(quarter.shape)).toBeCloseTo((16 * Math.PI) / 4, 9);
    expect(kernel.boundingBox(quarter.shape).max[2]).toBeCloseTo(3, 6);
    expect([quarter.startFaces.length, quarter.endFaces.length]).toEqual([1, 1]);
    const ring = kernel.revolve(profile, [0, 0, 0], [0, 1, 0], 2 * Math.PI);
    expect(volume(ring.shape)).toBeCloseTo(16 * Math.PI, 9);
    expect([ring.startFaces, ring.endFaces]).toEqual([[], []]);
    for (const { id } of kernel.topology(profile).edges) {
      const faces = ring.generated({ shape: profile, kind: "edge", id }, "face");
      expect(faces.length).toBe(1);
      const edge = kernel.subShape(profile, "edge", id);
      expect(kernel.distance(edge, kernel.subShape(ring.shape, "face", faces[0]!)).distance).toBeLessThan(1e-9);
    }
    for (const { id, point } of kernel.topology(profile).vertices) {
      const [edge] = ring.generated({ shape: profile, kind: "vertex", id }, "edge");
      expect(kernel.edgeLength(ring.shape, edge!)).toBeCloseTo(2 * Math.PI * point[0], 9);
    }
  });

  test("a wire turns segments round where that makes them meet, and refuses gaps", () => {
    const wire = kernel.wire([line([0, 0, 0], [1, 0, 0]), line([1, 1, 0], [1, 0, 0]), line([1, 1, 0], [0, 0, 0])]);
    expect(kernel.massProperties(kernel.planarFace(world, wire)).area).toBeCloseTo(0.5, 12);
    expect(() => kernel.wire([line([0, 0, 0], [1, 0, 0]), line([1.1, 0, 0], [2, 0, 0])])).toThrow(/0.100 mm apart/);
  });

  test("a planar face turns its wires, and refuses open, crossing or spatial ones", () => {
    const clockwise = kernel.wire([line([0, 0, 0], [0, 1, 0]), line([0, 1, 0], [1, 1, 0]), line([1, 1, 0], [0, 0, 0])]);
    const face = kernel.planarFace(world, clockwise);
    expect(kernel.sampleFace(face, 0, 1)[0]!.normal[2]).toBeCloseTo(1, 12);
    const open = kernel.wire([line([0, 0, 0], [1, 0, 0]), line([1, 0, 0], [1, 1, 0])]);
    expect(() => kernel.planarFace(world, open)).toThrow();
    expect(() => kernel.planarFace(at(0, 0, 1), clockwise)).toThrow();
    expect(() => kernel.planarFace(world, rectangle(kernel, 0, 0, 4, 4), [circle(kernel, 4, 2, 1)])).toThrow();
  });
});

test("sections of solids, and regions of crossing curves", () => {
  const across = kernel.section(drilledCube(kernel), { origin: [3, 0, 0], x: [0, 1, 0], y: [0, 0, 1], z: [1, 0, 0] });
  expect(
    kernel
      .faceProperties(across)
      .map((f) => f.area)
      .sort((a, b) => a - b),
  ).toEqual([expect.closeTo(20, 9), expect.closeTo(60, 9)]);
  expect(kernel.topology(kernel.section(drilledCube(kernel), at(0, 0, 50))).faces.length).toBe(0);
  const curves = kernel.compound([
    rectangle(kernel, 0, 0, 10, 10),
    rectangle(kernel, 5, 5, 15, 15),
    circle(kernel, 2, 2, 1),
  ]);
  expect(
    kernel
      .faceProperties(kernel.section(curves, world))
      .map((f) => f.area)
      .sort((a, b) => a - b),
  ).toEqual([
    expect.closeTo(Math.PI, 9),
    expect.closeTo(25, 9),
    expect.closeTo(75 - Math.PI, 9),
    expect.closeTo(75, 9),
  ]);
});

test("poses keep ids, share geometry, and refuse to scale", () => {
  const part = drilledCube(kernel);
  const pose = rotationPose(tilted.origin, tilted.z, 1);
  for (const m of [pose, [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] as const]) {
    const moved = kernel.transform(part, m);
    expect(volume(moved.shape)).toBeCloseTo(volume(part), 9);
    const before = kernel.faceProperties(part).map((f) => f.area);
    const after = kernel.faceProperties(moved.shape).map((f) => f.area);
    before.forEach((area, id) => {
      const [image] = moved.modified({ shape: part, kind: "face", id });
      expect(after[image!]).toBeCloseTo(area, 9);
    });
  }
  expect(() => kernel.transform(part, [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0])).toThrow(/must not scale/);
});
