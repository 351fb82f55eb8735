/** What the parts of the raw printer share while they print one model. */
import type { Frame } from "@unbake/geometry";
import type { Model, Node } from "../../model/types.js";
import { atom, callOn, type Expression } from "../kcl/kcl.js";
import { layoutExpression } from "../kcl/layout.js";
import { createNames, type Names } from "../kcl/names.js";
import { type NumberTexts, numberTexts } from "../kcl/numbers.js";
import { planeExpression, type SketchPlane, sketchPlane, startPlane } from "../kcl/planes.js";
import { type ProgramBuilder, startProgram } from "../kcl/program.js";

export interface PrintContext {
  readonly program: ProgramBuilder;
  readonly names: Names;
  readonly numbers: NumberTexts;
  /** The variable that holds a sketch on a plane, by the plane's text. */
  readonly sketches: Map<string, string>;
  /** How often a node is still to be used; more than once: later uses are clones of the first. */
  readonly uses: Map<Node, number>;
  /** Tags of sides that shells are open at, by the segment of the outer loop. */
  readonly tags: Map<Node, ReadonlyMap<number, string>>;
  /** Bodies that are printed already, of nodes that are used more than once. */
  readonly bodies: Map<Node, Expression>;
  /** A length of a screw, by what it is ("Pitch"), as a parameter; absent where numbers stand for themselves. */
  readonly size?: (word: string, mm: number) => Expression;
}

export function startContext(model: Model, header: readonly string[]): PrintContext {
  return {
    program: startProgram(header),
    names: createNames(),
    numbers: numberTexts(model.unit),
    sketches: new Map(),
    uses: new Map(),
    tags: new Map(),
    bodies: new Map(),
  };
}

/** The sketch variable on `plane` at `offset`, printed when it is the first one there. */
export function sketchOn(context: PrintContext, plane: SketchPlane, offset: number, node?: Node): string {
  const { program, names, numbers, sketches } = context;
  const expression = planeExpression(plane, offset, numbers);
  const key = layoutExpression(expression);
  const known = sketches.get(key);
  if (known) return known;
  let on = expression;
  if (!plane.standard) {
    const planeName = names.numbered("plane");
    program.assign(planeName, expression, node);
    on = atom(planeName);
  }
  const name = names.numbered("sketch");
  program.assign(name, callOn("startSketchOn", on), node);
  sketches.set(key, name);
  return name;
}

/** A sketch in the x-y plane of `frame`. */
export function sketchInFrame(
  context: PrintContext,
  frame: Frame,
  node?: Node,
): { plane: SketchPlane; sketch: string } {
  const plane = sketchPlane(frame);
  const { offset } = startPlane(plane, 0, 0);
  return { plane, sketch: sketchOn(context, plane, offset, node) };
}
