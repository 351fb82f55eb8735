/** A boundary representation as a STEP text (AP214) that the kernel reads: it makes the curves in parameter space, and seams, by itself. */
import { addCurve, addPoint, addSurface, list, StepText } from "@unbake/formats";
import type { Curve, Surface, Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";

export interface BrepEdge {
  /** Places in `vertices`; the same one twice for a closed edge. */
  readonly start: number;
  readonly end: number;
  /** Runs from start to end in the direction of its parameter. */
  readonly curve: Curve;
}

export interface BrepFace {
  readonly surface: Surface;
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

/** The solid as a shape of the kernel; a handle of the current scope. */
export function kernelSolid(kernel: Kernel, solid: BrepSolid): Shape {
  const { shape } = kernel.readStep(new TextEncoder().encode(stepText(solid)));
  const [only, ...more] = kernel.solids(shape);
  if (!only || more.length > 0)
    throw new UnbakeError("kernel", `a solid of stated faces came back as ${more.length + 1} solids`);
  return only;
}

/** What instances belong to in a file; here to nothing in particular. */
const owner = 0;

/** The text of a file with the solid, millimetres. */
function stepText(solid: BrepSolid): string {
  const text = new StepText(1);
  const add = (instance: string): string => `#${text.add(owner, instance)}`;
  const length = add("(LENGTH_UNIT()NAMED_UNIT(*)SI_UNIT(.MILLI.,.METRE.))");
  const angle = add("(NAMED_UNIT(*)PLANE_ANGLE_UNIT()SI_UNIT($,.RADIAN.))");
  const solidAngle = add("(NAMED_UNIT(*)SI_UNIT($,.STERADIAN.)SOLID_ANGLE_UNIT())");
  const fineness = add(`UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-7),${length},'distance_accuracy_value','')`);
  const context = add(
    `(GEOMETRIC_REPRESENTATION_CONTEXT(3)GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((${fineness}))` +
      `GLOBAL_UNIT_ASSIGNED_CONTEXT((${length},${angle},${solidAngle}))REPRESENTATION_CONTEXT('',''))`,
  );
  const shape = add(`ADVANCED_BREP_SHAPE_REPRESENTATION('',(#${addSolid(text, solid)}),${context})`);
  const application = add("APPLICATION_CONTEXT('solid')");
  const product = add(`PRODUCT('solid','solid','',(${add(`PRODUCT_CONTEXT('',${application},'mechanical')`)}))`);
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
    ...text.lines,
    "ENDSEC;",
    "END-ISO-10303-21;",
    "",
  ].join("\n");
}

function addSolid(text: StepText, { vertices, edges, shells }: BrepSolid): number {
  const vertexIds = vertices.map((v) => text.add(owner, `VERTEX_POINT('',#${addPoint(text, owner, v)})`));
  const edgeIds = edges.map(({ start, end, curve }) =>
    text.add(owner, `EDGE_CURVE('',#${vertexIds[start]},#${vertexIds[end]},#${addCurve(text, owner, curve)},.T.)`),
  );
  const shellIds = shells.map((faces) =>
    text.add(owner, `CLOSED_SHELL('',${list(faces.map((face) => addFace(text, face, edgeIds)))})`),
  );
  const [outer, ...voids] = shellIds;
  if (voids.length === 0) return text.add(owner, `MANIFOLD_SOLID_BREP('',#${outer})`);
  const oriented = voids.map((shell) => text.add(owner, `ORIENTED_CLOSED_SHELL('',*,#${shell},.T.)`));
  return text.add(owner, `BREP_WITH_VOIDS('',#${outer},${list(oriented)})`);
}

function addFace(text: StepText, { surface, outward, loops }: BrepFace, edges: readonly number[]): number {
  const bounds = loops.map((uses, i) => {
    const oriented = uses.map(({ edge, reversed }) =>
      text.add(owner, `ORIENTED_EDGE('',*,*,#${edges[edge]},${flag(!reversed)})`),
    );
    const loop = text.add(owner, `EDGE_LOOP('',${list(oriented)})`);
    return text.add(owner, `${i === 0 ? "FACE_OUTER_BOUND" : "FACE_BOUND"}('',#${loop},.T.)`);
  });
  if (bounds.length === 0) {
    const loop = text.add(owner, `VERTEX_LOOP('',#${addTip(text, surface)})`);
    bounds.push(text.add(owner, `FACE_BOUND('',#${loop},.T.)`));
  }
  // A cone that opens against its axis is written with its axis turned round, and then its natural normal is the other way round too: none are made.
  return text.add(owner, `ADVANCED_FACE('',${list(bounds)},#${addSurface(text, owner, surface)},${flag(outward)})`);
}

/** A point of a closed surface. */
function addTip(text: StepText, surface: Surface): number {
  if (surface.kind !== "torus" && surface.kind !== "sphere")
    throw new RangeError(`a whole ${surface.kind} bounds no solid`);
  const { origin, x, z } = surface.frame;
  const [along, by] = surface.kind === "torus" ? [x, surface.majorRadius + surface.minorRadius] : [z, -surface.radius];
  const tip: Vec3 = [origin[0] + by * along[0], origin[1] + by * along[1], origin[2] + by * along[2]];
  return text.add(owner, `VERTEX_POINT('',#${addPoint(text, owner, tip)})`);
}

const flag = (value: boolean): string => (value ? ".T." : ".F.");
