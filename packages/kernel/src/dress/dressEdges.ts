/**
 * What fillets and chamfers share: edges are handed to OpenCASCADE all at once; when that fails, edges that meet
 * neither each other nor the same chain go one group after the other, which gives the same solid.
 */

import type { Topology } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { TopoDS_Edge, TopoDS_Shape } from "replicad-opencascadejs";
import type { Operation, Shape } from "../api.js";
import { fixSolids } from "../heal/index.js";
import { topologyOf } from "../measure/topology.js";
import type { Context } from "../occ/context.js";
import { describeException, withTemporaries } from "../occ/guard.js";
import { subShapes } from "../occ/subshapes.js";
import { geometricHistory } from "../ops/geometricHistory.js";
import { chain, type HistoryAlgorithm, operation } from "../ops/operation.js";
import { complaintAbout, type Expectation, unwrapSolid } from "../ops/soundness.js";
import { isValid } from "../ops/validity.js";
import { completeHistory } from "./completeHistory.js";
import { requireCorner } from "./edgeAngle.js";

interface DressMaker extends HistoryAlgorithm {
  Build(range: never): void;
  IsDone(): boolean;
  Shape(): TopoDS_Shape;
  NbEdges(contour: number): number;
  Edge(contour: number, index: number): TopoDS_Edge;
}

interface DressItem {
  readonly edge: number;
}

/** The differences between one way of dressing edges and another. */
export interface EdgeDresser<I extends DressItem, M extends DressMaker> {
  readonly what: string;
  begin(context: Context, native: TopoDS_Shape): M;
  /** Tells the algorithm about one edge; `shape` is what ids mean. */
  add(context: Context, maker: M, item: I, native: TopoDS_Edge, shape: Shape): void;
  describe(item: I): string;
  /** Numbers (from 1) of the chains that failed, where the algorithm knows them. */
  faultyContours(maker: M): number[];
  /** The item's other references after an earlier group was dressed; undefined when they are gone. */
  follow?(item: I, first: Operation, shape: Shape): I | undefined;
  /** A construction of our own, for when OpenCASCADE has none. */
  construct?(context: Context, solid: Shape, items: readonly I[]): Operation | undefined;
}

/** Dresses edges of a solid; the history is complete (see `completeHistory`). */
export function dressEdges<I extends DressItem, M extends DressMaker>(
  context: Context,
  solid: Shape,
  items: readonly I[],
  dresser: EdgeDresser<I, M>,
): Operation {
  if (items.length === 0) throw new UnbakeError("kernel", `${dresser.what}: no edge is named`);
  for (const { edge } of items) requireCorner(topologyOf(context, solid), edge, dresser.what);
  const attempt = dressAtOnce(context, solid, items, dresser);
  if (typeof attempt !== "string") return attempt;
  const groups = groupsThatMeet(topologyOf(context, solid), items);
  try {
    if (groups.length < 2) throw new UnbakeError("kernel", attempt);
    return dressInTurn(context, solid, groups, dresser, attempt);
  } catch (error) {
    const own = dresser.construct?.(context, solid, items);
    if (own) return own;
    throw error;
  }
}

function dressInTurn<I extends DressItem, M extends DressMaker>(
  context: Context,
  solid: Shape,
  groups: readonly (readonly I[])[],
  dresser: EdgeDresser<I, M>,
  complaint: string,
): Operation {
  let done: Operation | undefined;
  for (const group of groups) {
    const items: I[] = [];
    for (const item of group) {
      const follow = done ? followItem(item, done, solid, dresser) : item;
      // An edge that the chain of an earlier one took along is dressed already.
      if (follow) items.push(follow);
    }
    if (items.length === 0) continue;
    const step = dressAtOnce(context, done?.shape ?? solid, items, dresser);
    if (typeof step === "string") throw new UnbakeError("kernel", complaint);
    done = done ? chain(done, step) : step;
  }
  if (!done) throw new UnbakeError("kernel", complaint);
  return done;
}

function followItem<I extends DressItem, M extends DressMaker>(
  item: I,
  done: Operation,
  solid: Shape,
  dresser: EdgeDresser<I, M>,
): I | undefined {
  const [edge] = done.modified({ shape: solid, kind: "edge", id: item.edge });
  if (edge === undefined) return undefined;
  const followed = dresser.follow ? dresser.follow(item, done, solid) : item;
  return followed && { ...followed, edge };
}

/** All items in one call: the operation, or why there is none. */
function dressAtOnce<I extends DressItem, M extends DressMaker>(
  context: Context,
  solid: Shape,
  items: readonly I[],
  dresser: EdgeDresser<I, M>,
): Operation | string {
  const { oc, store } = context;
  const native = store.native(solid);
  const index = subShapes(oc, store, solid, "edge");
  const maker = dresser.begin(context, native);
  let handedOver = false;
  try {
    for (const item of items) {
      withTemporaries((temp) => dresser.add(context, maker, item, temp(oc.TopoDS.Edge(index.at(item.edge))), solid));
    }
    withTemporaries((temp) => maker.Build(temp(new oc.Message_ProgressRange()) as never));
    if (!maker.IsDone()) return whyNot(context, solid, maker, items, dresser);
    handedOver = true;
    const shape = store.adopt(unwrapSolid(oc, maker.Shape()), [maker]);
    const made = operation(context, shape, maker);
    const expected: Expectation = { volume: volumeBounds(context, solid), inputInvalid: !isValid(oc, native) };
    const complaint = complaintAbout(context, shape, expected);
    if (complaint === undefined) return completeHistory(context, solid, made);
    const mended = mendedResult(context, made, expected);
    if (mended) return completeHistory(context, solid, mended);
    store.free(shape);
    return `${named(items, dresser)}: ${complaint}`;
  } catch (thrown) {
    // A wrong request stays wrong however it is grouped; what the kernel throws may not.
    if (thrown instanceof UnbakeError && !handedOver) throw thrown;
    return thrown instanceof UnbakeError
      ? thrown.detail
      : `${named(items, dresser)}: ${describeException(context.oc, thrown)}`;
  } finally {
    if (!handedOver) maker.delete();
  }
}

/** Now and then all that is wrong with a result is a loop that ShapeFix can mend. Undefined when that does not make it sound. */
function mendedResult(context: Context, made: Operation, expected: Expectation): Operation | undefined {
  const { oc, store } = context;
  const fixed = store.adopt(unwrapSolid(oc, fixSolids(oc, store.native(made.shape))));
  if (complaintAbout(context, fixed, expected) === undefined) {
    return chain(made, geometricHistory(context, made.shape, fixed));
  }
  store.free(fixed);
  return undefined;
}

/** Dressing stays inside the box around the solid. */
function volumeBounds({ oc, store }: Context, solid: Shape): readonly [number, number] {
  return withTemporaries((temp) => {
    const box = temp(new oc.Bnd_Box());
    oc.BRepBndLib.Add(store.native(solid), box, false);
    const low = temp(box.CornerMin());
    const high = temp(box.CornerMax());
    return [0, (high.X() - low.X()) * (high.Y() - low.Y()) * (high.Z() - low.Z())];
  });
}

function whyNot<I extends DressItem, M extends DressMaker>(
  context: Context,
  solid: Shape,
  maker: M,
  items: readonly I[],
  dresser: EdgeDresser<I, M>,
): string {
  const index = subShapes(context.oc, context.store, solid, "edge");
  const faulty = new Set<number>();
  for (const contour of dresser.faultyContours(maker)) {
    for (let i = 1; i <= maker.NbEdges(contour); i++) {
      const edge = maker.Edge(contour, i);
      const id = index.find(edge);
      if (id !== undefined) faulty.add(id);
      edge.delete();
    }
  }
  const blamed = items.filter((item) => faulty.has(item.edge));
  return `${named(blamed.length > 0 ? blamed : items, dresser)} does not fit: too large for the faces beside it, or a corner that OpenCASCADE cannot make`;
}

/** "fillet of edge 3 with the radius 2", the first few of them. */
function named<I extends DressItem, M extends DressMaker>(items: readonly I[], dresser: EdgeDresser<I, M>): string {
  const shown = items.slice(0, 5).map(dresser.describe).join(", ");
  return `${dresser.what} of ${shown}${items.length > 5 ? ` and ${items.length - 5} more` : ""}`;
}

/** Items whose edges share a vertex go together, in the order in which they were named. */
function groupsThatMeet<I extends DressItem>({ edges }: Topology, items: readonly I[]): I[][] {
  const groupOf = new Map<number, number>();
  const groups: I[][] = [];
  for (const item of items) {
    const { start, end } = at(edges, item.edge);
    const ends = [start, end].filter((vertex) => vertex >= 0);
    const met = [...new Set(ends.map((vertex) => groupOf.get(vertex)).filter((group) => group !== undefined))].sort(
      (a, b) => a - b,
    );
    const home = met[0] ?? groups.length;
    groups[home] ??= [];
    groups[home].push(item);
    for (const other of met.slice(1)) {
      groups[home].push(...(groups[other] ?? []));
      groups[other] = [];
      for (const [vertex, group] of groupOf) if (group === other) groupOf.set(vertex, home);
    }
    for (const vertex of ends) groupOf.set(vertex, home);
  }
  return groups.filter((group) => group.length > 0);
}
