/** The body as IGES entities: a solid with shared edges (type 186) or trimmed planes (type 144). */
import type { Vec3 } from "@unbake/geometry";
import { Entity, type EntityOptions } from "./igesText.fixture.js";
import type { PlanarBody } from "./notchedBox.fixture.js";

const part = { status: "00010000" } as const;
const reals = (point: readonly number[]): { real: number }[] => point.map((real) => ({ real }));

/** Adds what the solid is made of to `entities`, and answers the solid. */
export function solidEntity(entities: Entity[], body: PlanarBody, more: EntityOptions): Entity {
  const add = (type: number, parameters: Entity["parameters"], options: EntityOptions = part): Entity => {
    const entity = new Entity(type, parameters, options);
    entities.push(entity);
    return entity;
  };
  const vertices = add(502, [body.vertices.length, ...body.vertices.flatMap(reals)], { ...part, form: 1 });
  const places = new Map<string, number>();
  const pairs: [number, number][] = [];
  for (const [a, b] of body.faces.flatMap(sidesOf)) {
    if (places.has(`${b} ${a}`)) continue;
    places.set(`${a} ${b}`, pairs.push([a, b]));
  }
  const edgeData = pairs.flatMap(([a, b]) => {
    const line = add(110, [...reals(pointOf(body, a)), ...reals(pointOf(body, b))]);
    return [line, vertices, a + 1, vertices, b + 1];
  });
  const edges = add(504, [pairs.length, ...edgeData], { ...part, form: 1 });
  const faces = body.faces.map((corners) => {
    const uses = sidesOf(corners).flatMap(([a, b]) => {
      const along = places.get(`${a} ${b}`);
      return [0, edges, along ?? places.get(`${b} ${a}`), along === undefined ? 0 : 1, 0];
    });
    const loop = add(508, [corners.length, ...uses], { ...part, form: 1 });
    const point = add(116, [...reals(pointOf(body, corners[0] ?? 0)), 0]);
    const plane = add(190, [point, add(123, reals(normalOf(body, corners)))]);
    return add(510, [plane, 1, 1, loop], { ...part, form: 1 });
  });
  const shell = add(514, [faces.length, ...faces.flatMap((face) => [face, 1])], { ...part, form: 1 });
  return add(186, [shell, 1, 0], more);
}

/** As trimmed planes, each with lines of its own. */
export function faceEntities(entities: Entity[], body: PlanarBody, more: EntityOptions): Entity[] {
  return body.faces.map((corners) => {
    const add = (type: number, parameters: Entity["parameters"], options: EntityOptions = part): Entity => {
      const entity = new Entity(type, parameters, options);
      entities.push(entity);
      return entity;
    };
    const lines = sidesOf(corners).map(([a, b]) => add(110, [...reals(pointOf(body, a)), ...reals(pointOf(body, b))]));
    const normal = normalOf(body, corners);
    const [x, y, z] = pointOf(body, corners[0] ?? 0);
    const distance = normal[0] * x + normal[1] * y + normal[2] * z;
    const plane = add(108, [...reals([...normal, distance]), 0, ...reals([0, 0, 0, 0])]);
    const curve = add(102, [lines.length, ...lines]);
    const boundary = add(142, [0, plane, 0, curve, 2]);
    return add(144, [plane, 1, 0, boundary], more);
  });
}

const pointOf = (body: PlanarBody, vertex: number): Vec3 => body.vertices[vertex] ?? [0, 0, 0];

const sidesOf = (corners: readonly number[]): [number, number][] =>
  corners.map((a, i) => [a, corners[(i + 1) % corners.length] ?? a]);

/** Of a loop that runs counterclockwise seen from outside (Newell). */
function normalOf(body: PlanarBody, corners: readonly number[]): Vec3 {
  const sum = [0, 0, 0];
  for (const [i, k] of sidesOf(corners)) {
    const [a, b] = [pointOf(body, i), pointOf(body, k)];
    sum[0] = (sum[0] ?? 0) + (a[1] - b[1]) * (a[2] + b[2]);
    sum[1] = (sum[1] ?? 0) + (a[2] - b[2]) * (a[0] + b[0]);
    sum[2] = (sum[2] ?? 0) + (a[0] - b[0]) * (a[1] + b[1]);
  }
  const [x = 0, y = 0, z = 0] = sum;
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
