/** Faces where a shell is open, as KCL can name them: ends of the extrusion, or sides of the extrusion or revolution, that the shell is made of. */
import { dot, toLocal, type Vec2 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { distanceToSide } from "../../analysis/profile/locate.js";
import type { ExtrudeNode, FacePick, Node, RevolveNode, ShellNode } from "../../model/types.js";
import { undressed } from "../../model/visit.js";
import { onEdgeMm } from "../../tolerances.js";
import { sketchPlane } from "./planes.js";

export type Opening =
  | { readonly kind: "cap"; readonly cap: "from" | "to" }
  /** A straight segment of the outer loop. */
  | { readonly kind: "side"; readonly segment: number };

export interface Openings {
  /** What the shell is made of, under its fillets and chamfers. */
  readonly root: ExtrudeNode | RevolveNode;
  readonly openings: readonly Opening[];
}

/** Throws UnbakeError("not_recovered") for a face that has no name. */
export function openingsOf({ base, open }: ShellNode): Openings {
  const root = shellRoot(base);
  const openings = open.map((pick) => {
    const opening = root && (root.type === "extrude" ? onExtrusion(root, pick) : onRevolution(root, pick));
    if (!opening) throw new UnbakeError("not_recovered", "a shell is open at a face that has no name");
    return opening;
  });
  if (!root) throw new UnbakeError("not_recovered", "a shell is open nowhere");
  return { root, openings };
}

function shellRoot(base: Node): ExtrudeNode | RevolveNode | undefined {
  const node = undressed(base);
  return node.type === "extrude" || node.type === "revolve" ? node : undefined;
}

/** KCL's word for an end of the shape: an extrusion runs along the normal of its plane, which a mirrored plane has the other way round. */
export const capWord = ({ frame }: ExtrudeNode | RevolveNode, cap: "from" | "to"): "START" | "END" =>
  (cap === "from") === sketchPlane(frame).mirrored ? "END" : "START";

function onExtrusion(root: ExtrudeNode, { point, normal }: FacePick): Opening | undefined {
  const [x, y, z] = toLocal(root.frame, point);
  const along = dot(normal, root.frame.z);
  if (along > 0.5 && Math.abs(z - root.to - root.overrunEnd) < onEdgeMm) return { kind: "cap", cap: "to" };
  if (along < -0.5 && Math.abs(z - root.from + root.overrunStart) < onEdgeMm) return { kind: "cap", cap: "from" };
  return sideAt(root, [x, y]);
}

function onRevolution(root: RevolveNode, { point }: FacePick): Opening | undefined {
  const [x, y, z] = toLocal(root.frame, point);
  return sideAt(root, [Math.hypot(x, z), y]);
}

function sideAt({ profile: { outer } }: ExtrudeNode | RevolveNode, at: Vec2): Opening | undefined {
  if (outer.kind !== "path") return undefined;
  const segment = outer.segments.findIndex((s) => s.kind === "line" && distanceToSide(s.start, s.end, at) < onEdgeMm);
  return segment < 0 ? undefined : { kind: "side", segment };
}
