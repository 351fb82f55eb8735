/** Small STEP files written by hand for tests: a cube, and assemblies of cubes. */

export interface CubeOptions {
  readonly size?: number;
  readonly name?: string;
  /** Name of the MANIFOLD_SOLID_BREP. */
  readonly solidName?: string;
  readonly unit?: "mm" | "in" | "m";
  readonly schema?: string;
  /** Each face has edges of its own, as some writers do. */
  readonly unshared?: boolean;
  /** Red, green, blue from 0 to 1 of the solid. */
  readonly color?: readonly [number, number, number];
}

const units = {
  mm: ["(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))"],
  m: ["(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT($,.METRE.))"],
  in: [
    "(CONVERSION_BASED_UNIT('INCH',#902)LENGTH_UNIT()NAMED_UNIT(#904))",
    "LENGTH_MEASURE_WITH_UNIT(LENGTH_MEASURE(25.4),#903)",
    "(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))",
    "DIMENSIONAL_EXPONENTS(1.,0.,0.,0.,0.,0.,0.)",
  ],
} as const;

export function exchange(lines: readonly string[], schema = "AUTOMOTIVE_DESIGN"): string {
  return [
    "ISO-10303-21;",
    "HEADER;",
    "FILE_DESCRIPTION(('a test'),'2;1');",
    "FILE_NAME('cube.stp','2024-01-02T03:04:05',('An Author'),('An Organization'),'preprocessor','a system','');",
    `FILE_SCHEMA(('${schema}'));`,
    "ENDSEC;",
    "DATA;",
    ...lines,
    "ENDSEC;",
    "END-ISO-10303-21;",
    "",
  ].join("\n");
}

/** One cube with a corner at the origin. Ids: product 1.., context 900.., solid 100, shell 101, faces 110.. */
export function cubeStep(options: CubeOptions = {}): string {
  return exchange(cubeLines(options), options.schema);
}

export function cubeLines(options: CubeOptions = {}): string[] {
  const { name = "Cube", unit = "mm", color } = options;
  return [
    ...contextLines(unit),
    ...productLines(10, name),
    "#20=SHAPE_DEFINITION_REPRESENTATION(#14,#21);",
    "#21=ADVANCED_BREP_SHAPE_REPRESENTATION('',(#22,#100),#900);",
    "#22=AXIS2_PLACEMENT_3D('',#23,$,$);",
    "#23=CARTESIAN_POINT('',(0.,0.,0.));",
    ...solidLines(options),
    ...(color === undefined ? [] : colorLines(color)),
  ];
}

function contextLines(unit: keyof typeof units): string[] {
  return [
    "#900=(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#910))GLOBAL_UNIT_ASSIGNED_CONTEXT((#901,#911,#912))REPRESENTATION_CONTEXT('','3D'));",
    ...units[unit].map((text, i) => `#${901 + i}=${text};`),
    "#910=UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-05),#901,'distance_accuracy_value','');",
    "#911=(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.));",
    "#912=(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT());",
    "#920=APPLICATION_CONTEXT('automotive design');",
    "#921=PRODUCT_CONTEXT('',#920,'mechanical');",
    "#922=PRODUCT_DEFINITION_CONTEXT('part definition',#920,'design');",
  ];
}

/** Ids from `first`: product, formation, (unused), definition `first + 3`, its shape `first + 4`. */
function productLines(first: number, name: string): string[] {
  return [
    `#${first}=PRODUCT('${name}','${name}','',(#921));`,
    `#${first + 1}=PRODUCT_DEFINITION_FORMATION('','',#${first});`,
    `#${first + 3}=PRODUCT_DEFINITION('design','',#${first + 1},#922);`,
    `#${first + 4}=PRODUCT_DEFINITION_SHAPE('','',#${first + 3});`,
  ];
}

/** Corner numbers of each face, counterclockwise seen from outside; corner = x + 2 y + 4 z. */
const faceCorners = [
  [0, 2, 3, 1],
  [4, 5, 7, 6],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 4, 6, 2],
  [1, 3, 7, 5],
] as const;
const faceNormals = ["0.,0.,-1.", "0.,0.,1.", "0.,-1.,0.", "0.,1.,0.", "-1.,0.,0.", "1.,0.,0."] as const;
const faceAlong = ["1.,0.,0.", "1.,0.,0.", "1.,0.,0.", "1.,0.,0.", "0.,1.,0.", "0.,1.,0."] as const;

function solidLines({ size = 10, solidName = "", unshared = false }: CubeOptions): string[] {
  const corner = (c: number): number[] => [(c & 1) * size, ((c >> 1) & 1) * size, ((c >> 2) & 1) * size];
  const real = (value: number): string => (Number.isInteger(value) ? `${value}.` : `${value}`);
  const lines = [
    `#100=MANIFOLD_SOLID_BREP('${solidName}',#101);`,
    `#101=CLOSED_SHELL('',(${faceCorners.map((_, f) => `#${110 + f}`).join()}));`,
  ];
  for (let c = 0; c < 8; c++) {
    lines.push(`#${200 + c}=VERTEX_POINT('',#${210 + c});`);
    lines.push(`#${210 + c}=CARTESIAN_POINT('',(${corner(c).map(real).join()}));`);
  }
  let next = 300;
  const edges = new Map<string, number>();
  faceCorners.forEach((corners, f) => {
    const uses = corners.map((a, i) => {
      const b = corners[(i + 1) % 4] ?? a;
      const [low, high] = a < b ? [a, b] : [b, a];
      const key = unshared ? `${f} ${low} ${high}` : `${low} ${high}`;
      let edge = edges.get(key);
      if (edge === undefined) {
        edge = next;
        next += 4;
        edges.set(key, edge);
        const direction = corner(high).map((value, k) => (value - (corner(low)[k] ?? 0)) / size);
        lines.push(`#${edge}=EDGE_CURVE('',#${200 + low},#${200 + high},#${edge + 1},.T.);`);
        lines.push(`#${edge + 1}=LINE('',#${210 + low},#${edge + 2});`);
        lines.push(`#${edge + 2}=VECTOR('',#${edge + 3},1.);`);
        lines.push(`#${edge + 3}=DIRECTION('',(${direction.map(real).join()}));`);
      }
      const use = next++;
      lines.push(`#${use}=ORIENTED_EDGE('',*,*,#${edge},.${a < b ? "T" : "F"}.);`);
      return use;
    });
    const loop = next++;
    lines.push(`#${110 + f}=ADVANCED_FACE('',(#${120 + f}),#${130 + f},.T.);`);
    lines.push(`#${120 + f}=FACE_OUTER_BOUND('',#${loop},.T.);`);
    lines.push(`#${loop}=EDGE_LOOP('',(${uses.map((use) => `#${use}`).join()}));`);
    lines.push(`#${130 + f}=PLANE('',#${140 + f});`);
    lines.push(`#${140 + f}=AXIS2_PLACEMENT_3D('',#${210 + corners[0]},#${150 + f},#${160 + f});`);
    lines.push(`#${150 + f}=DIRECTION('',(${faceNormals[f]}));`);
    lines.push(`#${160 + f}=DIRECTION('',(${faceAlong[f]}));`);
  });
  return lines;
}

function colorLines(color: readonly [number, number, number]): string[] {
  return [
    "#800=STYLED_ITEM('',(#801),#100);",
    "#801=PRESENTATION_STYLE_ASSIGNMENT((#802));",
    "#802=SURFACE_STYLE_USAGE(.BOTH.,#803);",
    "#803=SURFACE_SIDE_STYLE('',(#804));",
    "#804=SURFACE_STYLE_FILL_AREA(#805);",
    "#805=FILL_AREA_STYLE('',(#806));",
    "#806=FILL_AREA_STYLE_COLOUR('',#807);",
    `#807=COLOUR_RGB('',${color.map((value) => value.toFixed(6)).join()});`,
  ];
}

/** An assembly of the cube, once at each offset along x; the `turned` ones are also turned by 90 degrees about z. */
export function assemblyStep(
  offsets: readonly { readonly x: number; readonly turned?: boolean }[],
  options: CubeOptions = {},
): string {
  const placements = offsets.flatMap(({ x, turned = false }, i) => {
    const at = 1000 + 20 * i;
    return [
      `#${at}=NEXT_ASSEMBLY_USAGE_OCCURRENCE('${i + 1}','cube ${i + 1}','',#603,#13,$);`,
      `#${at + 1}=PRODUCT_DEFINITION_SHAPE('','',#${at});`,
      `#${at + 2}=CONTEXT_DEPENDENT_SHAPE_REPRESENTATION(#${at + 3},#${at + 1});`,
      `#${at + 3}=(REPRESENTATION_RELATIONSHIP('','',#21,#606)REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION(#${at + 4})SHAPE_REPRESENTATION_RELATIONSHIP());`,
      `#${at + 4}=ITEM_DEFINED_TRANSFORMATION('','',#22,#${at + 5});`,
      `#${at + 5}=AXIS2_PLACEMENT_3D('',#${at + 6},#${at + 7},#${at + 8});`,
      `#${at + 6}=CARTESIAN_POINT('',(${x.toFixed(3)},0.,0.));`,
      `#${at + 7}=DIRECTION('',(0.,0.,1.));`,
      `#${at + 8}=DIRECTION('',(${turned ? "0.,1.,0." : "1.,0.,0."}));`,
    ];
  });
  const frames = offsets.map((_, i) => `#${1005 + 20 * i}`);
  return exchange([
    ...cubeLines(options),
    ...productLines(600, "Assembly"),
    "#605=SHAPE_DEFINITION_REPRESENTATION(#604,#606);",
    `#606=SHAPE_REPRESENTATION('',(${frames.join()}),#900);`,
    ...placements,
  ]);
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
