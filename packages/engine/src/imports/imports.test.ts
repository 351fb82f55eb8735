import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import type { Execution, KclTools } from "../api.js";
import { createKclTools } from "../tools.js";

let tools: KclTools;
let kernel: Kernel;
beforeAll(async () => {
  tools = await createKclTools();
  kernel = await createKernel();
});

type Files = Readonly<Record<string, Uint8Array | string>>;

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

const run = (source: string, files: Files): Promise<Execution> =>
  tools.execute(source, {
    kernel,
    path: "main.kcl",
    readFile: async (path) => {
      const content = files[path];
      if (content === undefined) throw new Error(`there is no ${path}`);
      return bytesOf(content);
    },
  });

async function measured(source: string, files: Files) {
  const { bodies, issues } = await run(source, files);
  const { min, max } = kernel.boundingBox(kernel.compound(bodies.map(({ shape }) => shape)));
  const round = (v: number): number => Math.round(v * 1e6) / 1e6 + 0;
  return {
    volume: bodies.reduce((sum, { shape }) => sum + kernel.massProperties(shape).volume, 0),
    solids: bodies.reduce((sum, { shape }) => sum + kernel.solids(shape).length, 0),
    box: [...min, ...max].map(round),
    types: bodies.map(({ type }) => type),
    issues,
  };
}

/** A box from the origin to (a, b, c): corners in the order of the bits of their number, faces looking outwards. */
const corners = ([a, b, c]: readonly [number, number, number]) =>
  Array.from({ length: 8 }, (_, i) => [i & 1 ? a : 0, i & 2 ? b : 0, i & 4 ? c : 0]);
const quads = [
  [0, 2, 3, 1],
  [4, 5, 7, 6],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 4, 6, 2],
  [1, 3, 7, 5],
];
const triangles = quads.flatMap(([p, q, r, s]) => [
  [p, q, r],
  [p, r, s],
]) as number[][];

const objBox = (size: readonly [number, number, number]): string =>
  [...corners(size).map((p) => `v ${p.join(" ")}`), ...triangles.map((t) => `f ${t.map((i) => i + 1).join(" ")}`)].join(
    "\n",
  );

const plyBox = (size: readonly [number, number, number]): string =>
  [
    "ply",
    "format ascii 1.0",
    "element vertex 8",
    "property float x",
    "property float y",
    "property float z",
    "element face 12",
    "property list uchar int vertex_indices",
    "end_header",
    ...corners(size).map((p) => p.join(" ")),
    ...triangles.map((t) => `3 ${t.join(" ")}`),
    "",
  ].join("\n");

const stlBox = (size: readonly [number, number, number], skip = 0): string => {
  const points = corners(size);
  const facets = triangles
    .slice(skip)
    .map(
      (t) =>
        `facet normal 0 0 0\nouter loop\n${t.map((i) => `vertex ${points[i]!.join(" ")}`).join("\n")}\nendloop\nendfacet`,
    );
  return `solid box\n${facets.join("\n")}\nendsolid box\n`;
};

/** Metres, Y up, with the numbers in a file beside it. */
function gltfBox(size: readonly [number, number, number]): Files {
  const positions = Float32Array.from(corners(size).flat());
  const indices = Uint16Array.from(triangles.flat());
  const bin = Buffer.concat([Buffer.from(positions.buffer), Buffer.from(indices.buffer)]);
  const json = {
    asset: { version: "2.0" },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 8, type: "VEC3", min: [0, 0, 0], max: size },
      { bufferView: 1, componentType: 5123, count: 36, type: "SCALAR" },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 96 },
      { buffer: 0, byteOffset: 96, byteLength: 72 },
    ],
    buffers: [{ byteLength: bin.length, uri: "box.bin" }],
  };
  return { "box.gltf": JSON.stringify(json), "box.bin": bin };
}

const origin: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** Name, program, files, volume and box in mm. */
const meshes: readonly (readonly [string, string, Files, number, readonly number[]])[] = [
  ["STL", 'import "box.stl" as part\npart', { "box.stl": stlBox([10, 20, 30]) }, 6000, [0, 0, 0, 10, 20, 30]],
  [
    "OBJ in inches",
    '@(lengthUnit = in)\nimport "box.obj" as part\npart',
    { "box.obj": objBox([1, 2, 3]) },
    6 * 25.4 ** 3,
    [0, 0, 0, 25.4, 50.8, 76.2],
  ],
  [
    "PLY with Y up",
    '@(coords = opengl)\nimport "box.ply" as part\npart',
    { "box.ply": plyBox([10, 20, 30]) },
    6000,
    [0, -30, 0, 10, 0, 20],
  ],
  [
    "STL looking along Z with -Y up",
    '@(coords = vulkan)\nimport "box.stl" as part\npart',
    { "box.stl": stlBox([10, 20, 30]) },
    6000,
    [-10, -30, -20, 0, 0, 0],
  ],
  [
    "glTF with a buffer beside it",
    'import "box.gltf" as part\npart',
    gltfBox([0.01, 0.02, 0.03]),
    6000,
    [0, -30, 0, 10, 0, 20],
  ],
  [
    "a mesh that looks inwards",
    'import "box.stl" as part\npart',
    { "box.stl": stlBox([10, -20, 30]) },
    6000,
    [0, -20, 0, 10, 0, 30],
  ],
  [
    "moved",
    'import "box.stl" as part\npart |> translate(x = 5) |> rotate(yaw = 90)',
    { "box.stl": stlBox([10, 20, 30]) },
    6000,
    [-20 + 5, 0, 0, 0 + 5, 10, 30],
  ],
];

describe("meshes", () => {
  it.each(meshes)("%s", async (_name, source, files, volume, box) => {
    const found = await measured(source, files);
    expect(Math.abs(found.volume / volume - 1)).toBeLessThan(1e-6);
    expect(found.box).toEqual(box.map((v) => expect.closeTo(v, 4)));
    expect(found.types).toEqual(["solid"]);
  });

  it("makes a surface of what does not close, and says so", async () => {
    const { bodies, issues } = await run('import "box.stl" as part\npart', { "box.stl": stlBox([10, 20, 30], 1) });
    expect(bodies.map(({ type }) => type)).toEqual(["surface"]);
    expect(kernel.massProperties(bodies[0]!.shape).area).toBeCloseTo(2200 - 100, 6);
    expect(issues).toContainEqual(
      expect.objectContaining({ severity: "warning", message: expect.stringMatching(/box\.stl: it does not close/) }),
    );
  });

  it("keeps a void inside a solid, and boxes apart apart", async () => {
    const shell = objBox([10, 10, 10]);
    const inner = corners([2, 2, 2]).map((p) => `v ${p.map((v) => v + 3).join(" ")}`);
    const hollow = triangles.map(
      (t) =>
        `f ${[...t]
          .reverse()
          .map((i) => i + 9)
          .join(" ")}`,
    );
    const beside = corners([1, 1, 1]).map((p) => `v ${p.map((v) => v + 20).join(" ")}`);
    const cube = triangles.map((t) => `f ${t.map((i) => i + 17).join(" ")}`);
    const found = await measured('import "a.obj" as part\npart', {
      "a.obj": [shell, ...inner, ...hollow, ...beside, ...cube].join("\n"),
    });
    expect(found).toMatchObject({ volume: expect.closeTo(1000 - 8 + 1, 6), solids: 2 });
  });
});

describe("STEP", () => {
  const stepBox = (unit: "mm" | "in"): Uint8Array =>
    kernel.writeStep(kernel.box(origin, [20, 20, 15]), { unit, name: "box" });

  it("has the unit of the file, whatever the program's", async () => {
    const found = await measured('@settings(defaultLengthUnit = cm)\nimport "box.step" as part\npart', {
      "box.step": stepBox("in"),
    });
    expect(found).toMatchObject({ volume: expect.closeTo(6000, 5), box: [0, 0, 0, 20, 20, 15], types: ["solid"] });
  });

  it("places the parts of an assembly", async () => {
    const far = kernel.transform(kernel.cylinder(origin, 5, 10), [1, 0, 0, 100, 0, 1, 0, 0, 0, 0, 1, 0]).shape;
    const bytes = kernel.writeStep(kernel.compound([kernel.box(origin, [20, 20, 15]), far]));
    const found = await measured('import "a.step" as part\npart |> translate(z = 1)', { "a.step": bytes });
    expect(found).toMatchObject({ volume: expect.closeTo(6000 + 250 * Math.PI, 5), solids: 2 });
    expect(found.box).toEqual([0, -5, 1, 105, 20, 16].map((v) => expect.closeTo(v, 5)));
  });
});

describe("projects", () => {
  it("imports functions and whole modules of KCL", async () => {
    const files = {
      "util.kcl": "export fn twice(@x) {\n  return 2 * x\n}\n",
      "part.kcl":
        "export side = 3\ncube = startSketchOn(XY) |> rectangle(width = 3, height = 3, center = [0, 0]) |> extrude(length = 3)\n",
    };
    const source =
      'import twice from "util.kcl"\nimport "part.kcl" as part\npart\nb = startSketchOn(offsetPlane(XY, offset = 10)) |> rectangle(width = twice(1), height = 1, center = [0, 0]) |> extrude(length = 1)';
    expect(await measured(source, files)).toMatchObject({ volume: expect.closeTo(29, 6), solids: 2 });
  });
});

/** Name, program, files, what the error says. */
const refused: readonly (readonly [string, string, Files, RegExp])[] = [
  ["a file that is missing", 'import "gone.step" as part\npart', {}, /gone\.step/],
  [
    "a name that lies about its content",
    'import "box.step" as part\npart',
    { "box.step": objBox([1, 1, 1]) },
    /box\.step: it is imported as step and is /,
  ],
  [
    "STEP that is truncated",
    'import "box.step" as part\npart',
    { "box.step": "ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n#1=MANIFOLD_SOLID_BREP('',#2);\n" },
    /box\.step: /,
  ],
  ["a format without a reader", 'import "a.sldprt" as part\npart', { "a.sldprt": "x" }, /a\.sldprt: .*sldprt/],
];

describe("refusals name the file and fail this execution only", () => {
  it.each(refused)("%s", async (_name, source, files, words) => {
    await expect(run(source, files)).rejects.toMatchObject({
      code: "kcl_execution",
      message: expect.stringMatching(words),
    });
    expect((await run("a = 1", {})).bodies).toEqual([]);
  });
});
