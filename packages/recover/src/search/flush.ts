/** Tools that end where what they take away ends. */
import type { Node } from "../model/types.js";
import { map } from "../model/visit.js";

/** The same features without overruns: a copy of a tool may stand where running over does harm. */
export const flush = (node: Node): Node =>
  map(node, (one) =>
    one.type === "extrude" || one.type === "hole" ? { ...one, overrunStart: 0, overrunEnd: 0 } : one,
  );
