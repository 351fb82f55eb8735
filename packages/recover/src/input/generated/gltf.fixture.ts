/** glTF and GLB files: primitives of every mode and encoding, nodes with every kind of placement, scenes, instances, morph targets. */
import type { Vec3 } from "@unbake/geometry";
import { addAccessor, addView, type Buffers, gltfFile, type Json, newBuffers } from "./gltfWriter.fixture.js";
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  at,
  chance,
  generatorOf,
  type Matrix,
  moving,
  pick,
  placeBody,
  type Random,
  randomScale,
  randomTurn,
  readAs,
  refusedAs,
  scaling,
  shuffled,
  times,
  turning,
} from "./meshes.fixture.js";
import { type PlanarBody, randomBody } from "./notchedBox.fixture.js";

/** Metres with Y up as millimetres with Z up. */
const toMillimetres: Matrix = [1000, 0, 0, 0, 0, 0, -1000, 0, 0, 1000, 0, 0];

interface Mesh {
  readonly json: Json;
  /** The body in the space of the mesh, as its numbers are read. */
  readonly body: PlanarBody;
  readonly name: string;
  readonly extensions: readonly string[];
}

const encodings = ["float", "strided", "sparse", "short", "byte normalized", "morph"] as const;

/** Accessors of a body of metres in one of the ways to store points. */
function storePoints(
  random: Random,
  buffers: Buffers,
  body: PlanarBody,
): Omit<Mesh, "json"> & { position: number; more: Json; targets?: Json[] } {
  const encoding = pick(random, encodings);
  const metres = body.vertices;
  const float = (points: readonly Vec3[], stride = 0): number => addAccessor(buffers, points, 5126, {}, stride);
  const scaled = (factor: number): PlanarBody => placeBody(body, scaling(factor));
  const plain = { body, name: encoding as string, extensions: [] as string[], more: {} };
  switch (encoding) {
    case "float":
      return { ...plain, position: float(metres) };
    case "strided":
      return { ...plain, position: float(metres, 24) };
    case "sparse": {
      const moved = metres.map((p, i): Vec3 => (i % 3 === 0 ? [9, 9, 9] : p));
      const wrong = metres.flatMap((_, i) => (i % 3 === 0 ? [i] : []));
      const indices = {
        bufferView: addView(
          buffers,
          wrong.map((i) => [i]),
          5123,
        ),
        componentType: 5123,
      };
      const values = {
        bufferView: addView(
          buffers,
          wrong.map((i) => at(metres, i)),
          5126,
        ),
      };
      const sparse = { count: wrong.length, indices, values };
      return { ...plain, position: addAccessor(buffers, moved, 5126, { sparse }) };
    }
    case "short": {
      // Quarters of millimetres.
      const points = metres.map((p) => p.map((x) => Math.round(4000 * x)));
      const position = addAccessor(buffers, points, 5122, {}, 8);
      return { ...plain, position, body: scaled(4000), extensions: ["KHR_mesh_quantization"] };
    }
    case "byte normalized": {
      // 1 is 127; lengths are whole millimetres here, and what is -128 is -1 too.
      const whole = metres.map((p) => p.map((x) => Math.round(1000 * x)));
      const position = addAccessor(buffers, whole, 5120, { normalized: true }, 4);
      const vertices = whole.map((p) => p.map((x) => x / 127) as unknown as Vec3);
      const read = { ...body, vertices, volume: volumeOf(vertices, body.triangles) };
      return { ...plain, position, body: read, extensions: ["KHR_mesh_quantization"] };
    }
    case "morph": {
      const weights = [0.5, 0];
      const targets = [
        { POSITION: float(metres.map(([x, y, z]): Vec3 => [x, 2 * y, 0 * z])) },
        { POSITION: float(metres.map((): Vec3 => [5, 5, 5])) },
      ];
      return {
        ...plain,
        position: float(metres),
        body: placeBody(body, scaling(1.5, 2, 1)),
        more: { weights },
        targets,
      };
    }
  }
}

function addMesh(random: Random, buffers: Buffers): Mesh {
  const millimetres = wholeBody(random);
  const stored = storePoints(random, buffers, placeBody(millimetres, scaling(1e-3)));
  const { body, position, more, targets } = stored;
  const component = pick(random, [5121, 5123, 5125] as const);
  const primitive = (indices: readonly number[], mode?: number): Json => ({
    attributes: { POSITION: position },
    indices: addAccessor(
      buffers,
      indices.map((i) => [i]),
      component,
    ),
    ...(mode !== undefined && { mode }),
    ...(targets && { targets }),
    extras: { note: 1 },
  });
  const [first, rest] = [body.triangles.slice(0, 5), body.triangles.slice(5)];
  const shape = pick(random, ["triangles", "two primitives", "fans", "strips", "points beside"]);
  const strips = body.faces.map((loop) =>
    loop.length === 4 ? primitive([at(loop, 0), at(loop, 1), at(loop, 3), at(loop, 2)], 5) : primitive(loop, 6),
  );
  const primitives = {
    triangles: () => [primitive(shuffled(random, body.triangles).flat())],
    "two primitives": () => [primitive(first.flat(), 4), primitive(rest.flat())],
    fans: () => body.faces.map((loop) => primitive(loop, 6)),
    strips: () => strips,
    "points beside": () => [primitive(body.triangles.flat()), primitive([0, 1], 0), primitive([0, 1, 2], 3)],
  }[shape as "triangles"]();
  return {
    body,
    name: `${stored.name} ${shape} ${component}`,
    extensions: stored.extensions,
    json: { primitives, ...more },
  };
}

/** A notched box of whole millimetres, so that bytes hold it. */
function wholeBody(random: Random): PlanarBody {
  const body = randomBody(random);
  const vertices = body.vertices.map((p) => p.map((x) => Math.round(2 * x)) as unknown as Vec3);
  return { ...body, vertices, volume: volumeOf(vertices, body.triangles) };
}

function volumeOf(vertices: readonly Vec3[], triangles: PlanarBody["triangles"]): number {
  return triangles.reduce((sum, corners) => {
    const [[a, b, c], [d, e, f], [g, h, i]] = corners.map((v) => at(vertices, v)) as unknown as [Vec3, Vec3, Vec3];
    return sum + (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)) / 6;
  }, 0);
}

/** Where a node puts what it holds: nothing, parts, or a matrix by columns. */
function placing(random: Random, alongX: number): { json: Json; matrix: Matrix } {
  const rotation = randomTurn(random);
  const scale = randomScale(random);
  const translation = [alongX, Math.round(20 * random()) / 1000, -0.05];
  const matrix = times(
    moving(at(translation, 0), at(translation, 1), at(translation, 2)),
    times(turning(rotation), scale),
  );
  if (chance(random, 0.5)) return { json: { translation, rotation, scale: [scale[0], scale[5], scale[10]] }, matrix };
  const columns = [0, 1, 2, 3].flatMap((j) => [matrix[j], matrix[4 + j], matrix[8 + j], j === 3 ? 1 : 0]);
  return { json: { matrix: columns }, matrix };
}

/** Into metres: the numbers of a mesh are of any size. */
function sizing({ body }: Mesh): number {
  const largest = Math.max(...body.vertices.flat().map(Math.abs));
  return largest > 1 ? 1 / 4000 : largest > 0.2 ? 0.127 : 1;
}

const sound: Generator = (random) => {
  const buffers = newBuffers();
  const mesh = addMesh(random, buffers);
  const factor = sizing(mesh);
  const nodes: Json[] = [];
  const bodies: PlanarBody[] = [];
  const roots: number[] = [];
  const count = pick(random, [1, 1, 2, 3]);
  const inner = scaling(factor);
  for (let i = 0; i < count; i++) {
    const outer = placing(random, 0.512 * i);
    const middle = chance(random, 0.5) ? placing(random, 0.01) : { json: {}, matrix: moving(0, 0, 0) };
    const leaf = nodes.push({ mesh: 0, scale: [factor, factor, factor], name: `leaf ${i}` }) - 1;
    const between = nodes.push({ children: [leaf], ...middle.json }) - 1;
    roots.push(nodes.push({ children: [between], ...outer.json }) - 1);
    const whole = times(toMillimetres, times(outer.matrix, times(middle.matrix, inner)));
    bodies.push(placeBody(mesh.body, whole));
  }
  const decoy = chance(random, 0.4);
  if (decoy) nodes.push({ mesh: 0, translation: [7, 7, 7] });
  const scenes = decoy ? [{ nodes: [nodes.length - 1] }, { nodes: roots }] : [{ nodes: roots }];
  const { bytes, form } = gltfFile(random, buffers, {
    scene: scenes.length - 1,
    scenes,
    nodes,
    meshes: [mesh.json],
    ...(mesh.extensions.length > 0 && { extensionsUsed: mesh.extensions, extensionsRequired: mesh.extensions }),
  });
  return {
    name: `${mesh.name} ${form} ${count} nodes`,
    bytes,
    expected: readAs(bodies, decoy ? /not in the scene/ : undefined),
  };
};

/** One body over two meshes: each node alone is open. */
const split: Generator = (random) => {
  const buffers = newBuffers();
  const body = placeBody(randomBody(random), scaling(1e-3));
  const position = addAccessor(buffers, body.vertices, 5126);
  const cut = 3 + Math.floor(5 * random());
  const parts = [body.triangles.slice(0, cut), body.triangles.slice(cut)];
  const meshes = parts.map((triangles) => ({
    primitives: [
      {
        attributes: { POSITION: position },
        indices: addAccessor(
          buffers,
          triangles.flat().map((v) => [v]),
          5123,
        ),
      },
    ],
  }));
  const { bytes, form } = gltfFile(random, buffers, {
    scenes: [{ nodes: [0, 1] }],
    nodes: [{ mesh: 0 }, { mesh: 1 }],
    meshes,
  });
  return { name: `split ${form}`, bytes, expected: readAs([placeBody(body, toMillimetres)], /read as one/) };
};

/** A sound file of one node, changed. */
function spoilt(name: string, change: (json: Json, buffers: Buffers) => Json, ...codes: Parameters<typeof refusedAs>) {
  return (random: Random): GeneratedFile => {
    const buffers = newBuffers();
    const body = placeBody(randomBody(random), scaling(1e-3));
    const position = addAccessor(buffers, body.vertices, 5126);
    const indices = addAccessor(
      buffers,
      body.triangles.flat().map((v) => [v]),
      5123,
    );
    const json = {
      scene: 0,
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0 }],
      meshes: [{ primitives: [{ attributes: { POSITION: position }, indices }] }],
    };
    const { bytes, form } = gltfFile(random, buffers, { ...json, ...change(json, buffers) });
    return { name: `${name} ${form}`, bytes, expected: refusedAs(...codes) };
  };
}

const node = (more: Json) => (): Json => ({ nodes: [{ mesh: 0, ...more }] });
const required = (name: string) => (): Json => ({ extensionsUsed: [name], extensionsRequired: [name] });

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  spoilt("an unknown extension", required("ACME_shapes"), "unsupported_content"),
  spoilt("compressed", required("EXT_meshopt_compression"), "unsupported_content"),
  spoilt("instances", node({ extensions: { EXT_mesh_gpu_instancing: { attributes: {} } } }), "unsupported_content"),
  spoilt(
    "a skin",
    (json) => ({ ...node({ skin: 0 })(), skins: [{ joints: [0] }], meshes: json.meshes }),
    "unsupported_content",
  ),
  spoilt("no unit quaternion", node({ rotation: [0, 0, 1, 1] }), "bad_geometry"),
  spoilt("perspective", node({ matrix: [1, 0, 0, 0.5, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] }), "unsupported_content"),
  spoilt(
    "matrix and scale",
    node({ matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], scale: [2, 2, 2] }),
    "syntax",
  ),
  spoilt("no such scene", () => ({ scene: 3 }), "dangling_reference"),
  spoilt("no such mesh", node({ mesh: 4 }), "dangling_reference"),
  spoilt(
    "a short buffer",
    (_, { bytes }) => ({ buffers: [{ byteLength: bytes.length - 8 }] }),
    "truncated",
    "dangling_reference",
  ),
  spoilt(
    "a short view",
    (_, { views }) => ({ bufferViews: views.map((view, i) => (i === 1 ? { ...view, byteLength: 8 } : view)) }),
    "truncated",
  ),
  spoilt(
    "another file",
    (_, { bytes }) => ({ buffers: [{ byteLength: bytes.length, uri: "data.bin" }] }),
    "missing_external",
  ),
  spoilt("version 1", () => ({ asset: { version: "1.0" } }), "unsupported_content"),
  spoilt("a node in itself", node({ children: [0] }), "cyclic"),
  spoilt("one body twice", () => ({ nodes: [{ children: [1, 2] }, { mesh: 0 }, { mesh: 0 }] }), "bad_geometry"),
];

export const generateGltf: Generator = generatorOf(
  (random, index) => (index % 16 === 3 ? split : sound)(random, index),
  refusals,
);
