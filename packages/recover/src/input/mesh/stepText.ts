/** A boundary representation as a STEP text (AP214) that the kernel reads: it makes the curves in parameter space, and seams, by itself. */
import type { Curve, Frame, Vec3 } from "@unbake/geometry";
import type { ElementarySurface } from "../../analysis/graph/elementary.js";

export interface BrepEdge {
  /** Places in `vertices`; the same one twice for a closed edge. */
  readonly start: number;
  readonly end: number;
  /** Runs from start to end in the direction of its parameter. */
  readonly curve: Curve;
}

export interface BrepFace {
  readonly surface: ElementarySurface;
  readonly outward: boolean;
  /** The outer loop first, where there is one. None: the whole of a closed surface. */
  readonly loops: readonly (readonly { readonly edge: number; readonly reversed: boolean }[])[];
}

export interface BrepSolid {
  readonly vertices: readonly Vec3[];
  readonly edges: readonly BrepEdge[];
  /** The outer shell first, then voids; faces of every shell with the material behind them. */
  readonly shells: readonly (readonly BrepFace[])[];
}

type Add = (text: string) => string;

/** The text of a file with these solids, millimetres. */
export function stepText(solids: readonly BrepSolid[]): string {
  const lines: string[] = [];
  const add: Add = (text) => {
    lines.push(`#${lines.length + 1}=${text};`);
    return `#${lines.length}`;
  };
  const length = add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))");
  const angle = add("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
  const solidAngle = add("(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
  const fineness = add(`UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-7),${length},'distance_accuracy_value','')`);
  const context = add(
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((${fineness}))` +
      `GLOBAL_UNIT_ASSIGNED_CONTEXT((${length},${angle},${solidAngle}))REPRESENTATION_CONTEXT('',''))`,
  );
  const items = solids.map((solid) => addSolid(add, solid));
  const shape = add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(${items.join()}),${context})`);
  const application = add("APPLICATION_CONTEXT('mesh')");
  const product = add(`PRODUCT('mesh','mesh','',(${add(`PRODUCT_CONTEXT('',${application},'mechanical')`)}))`);
  const formation = add(`PRODUCT_DEFINITION_FORMATION('','',${product})`);
  const design = add(`PRODUCT_DEFINITION_CONTEXT('part definition',${application},'design')`);
  const definition = add(`PRODUCT_DEFINITION('design','',${formation},${design})`);
  add(`SHAPE_DEFINITION_REPRESENTATION(${add(`PRODUCT_DEFINITION_SHAPE('','',${definition})`)},${shape})`);
  return [
    "ISO-10303-21;",
    "HEADER;",
    "FILE_DESCRIPTION((''),'2;1');",
    "FILE_NAME('','',(''),(''),'','','');",
    "FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));",
    "ENDSEC;",
    "DATA;",
    ...lines,
    "ENDSEC;",
    "END-ISO-10303-21;",
    "",
  ].join("\n");
}

function addSolid(add: Add, { vertices, edges, shells }: BrepSolid): string {
  const vertexIds = vertices.map((v) => add(`VERTEX_POINT('',${addPoint(add, v)})`));
  const edgeIds = edges.map(({ start, end, curve }) =>
    add(`EDGE_CURVE('',${vertexIds[start]},${vertexIds[end]},${addCurve(add, curve)},.T.)`),
  );
  const shellIds = shells.map((faces) =>
    add(`CLOSED_SHELL('',(${faces.map((face) => addFace(add, face, edgeIds)).join()}))`),
  );
  const [outer, ...voids] = shellIds;
  if (voids.length === 0) return add(`MANIFOLD_SOLID_BREP('',${outer})`);
  const oriented = voids.map((shell) => add(`ORIENTED_CLOSED_SHELL('',*,${shell},.T.)`));
  return add(`BREP_WITH_VOIDS('',${outer},(${oriented.join()}))`);
}

function addFace(add: Add, { surface, outward, loops }: BrepFace, edges: readonly string[]): string {
  const bounds = loops.map((uses, i) => {
    const oriented = uses.map(({ edge, reversed }) => add(`ORIENTED_EDGE('',*,*,${edges[edge]},${flag(!reversed)})`));
    const loop = add(`EDGE_LOOP('',(${oriented.join()}))`);
    return add(`${i === 0 ? "FACE_OUTER_BOUND" : "FACE_BOUND"}('',${loop},.T.)`);
  });
  if (bounds.length === 0) bounds.push(add(`FACE_BOUND('',${add(`VERTEX_LOOP('',${addTip(add, surface)})`)},.T.)`));
  return add(`ADVANCED_FACE('',(${bounds.join()}),${addSurface(add, surface)},${flag(outward)})`);
}

/** A point of a closed surface. */
function addTip(add: Add, surface: ElementarySurface): string {
  const { origin, x, z } = surface.frame;
  const [along, by] =
    surface.kind === "torus"
      ? [x, surface.majorRadius + surface.minorRadius]
      : [z, surface.kind === "sphere" ? -surface.radius : 0];
  const tip: Vec3 = [origin[0] + by * along[0], origin[1] + by * along[1], origin[2] + by * along[2]];
  return add(`VERTEX_POINT('',${addPoint(add, tip)})`);
}

function addSurface(add: Add, surface: ElementarySurface): string {
  const frame = addFrame(add, surface.frame);
  switch (surface.kind) {
    case "plane":
      return add(`PLANE('',${frame})`);
    case "cylinder":
      return add(`CYLINDRICAL_SURFACE('',${frame},${real(surface.radius)})`);
    case "cone":
      return add(`CONICAL_SURFACE('',${frame},${real(surface.radius)},${real(surface.semiAngle)})`);
    case "sphere":
      return add(`SPHERICAL_SURFACE('',${frame},${real(surface.radius)})`);
    case "torus":
      return add(`TOROIDAL_SURFACE('',${frame},${real(surface.majorRadius)},${real(surface.minorRadius)})`);
  }
}

function addCurve(add: Add, curve: Curve): string {
  switch (curve.kind) {
    case "line": {
      const vector = add(`VECTOR('',${addDirection(add, curve.direction)},1.)`);
      return add(`LINE('',${addPoint(add, curve.origin)},${vector})`);
    }
    case "circle":
      return add(`CIRCLE('',${addFrame(add, curve.frame)},${real(curve.radius)})`);
    case "ellipse": {
      const frame = addFrame(add, curve.frame);
      return add(`ELLIPSE('',${frame},${real(curve.majorRadius)},${real(curve.minorRadius)})`);
    }
    case "bspline": {
      const poles = curve.poles.map((p) => addPoint(add, p)).join();
      const knots = curve.knots.map(real).join();
      return add(
        `B_SPLINE_CURVE_WITH_KNOTS('',${curve.degree},(${poles}),.UNSPECIFIED.,.F.,.F.,` +
          `(${curve.multiplicities.join()}),(${knots}),.UNSPECIFIED.)`,
      );
    }
    default:
      throw new RangeError(`a border is no ${curve.kind}`);
  }
}

const addPoint = (add: Add, p: Vec3): string => add(`CARTESIAN_POINT('',(${p.map(real).join()}))`);
const addDirection = (add: Add, d: Vec3): string => add(`DIRECTION('',(${d.map(real).join()}))`);
const addFrame = (add: Add, { origin, x, z }: Frame): string =>
  add(`AXIS2_PLACEMENT_3D('',${addPoint(add, origin)},${addDirection(add, z)},${addDirection(add, x)})`);

const flag = (value: boolean): string => (value ? ".T." : ".F.");

/** A number as Part 21 writes it: with a point, and a capital E. */
function real(value: number): string {
  const text = String(value === 0 ? 0 : value).replace("e", "E");
  if (text.includes(".")) return text;
  return text.includes("E") ? text.replace("E", ".E") : `${text}.`;
}
