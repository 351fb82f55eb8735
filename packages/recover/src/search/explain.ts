/** Says for every node which faces of the solid it accounts for: those whose sampled points lie on its boundary. */
import {
  applyPose,
  composePoses,
  identityPose,
  invertPose,
  type Pose,
  type Topology,
  toLocal,
  type Vec2,
  type Vec3,
} from "@unbake/geometry";
import type { Kernel, Shape } from "@unbake/kernel";
import { distanceToBoundary, insideProfile } from "../analysis/profile/locate.js";
import { patternPoses } from "../model/build.js";
import { holeOutline, outlinePath } from "../model/hole.js";
import type { Node, Profile } from "../model/types.js";
import type { Leaf } from "../model/visit.js";

interface Sampled {
  readonly id: number;
  readonly points: readonly Vec3[];
  readonly blendRadius?: number;
}

/** The node with `explains` filled in, by face ids of `topology`. Tools are asked before bases: the last feature that touches a face made it. */
export function explainFaces(kernel: Kernel, node: Node, shape: Shape, topology: Topology, toleranceMm: number): Node {
  const faces = topology.faces.map((face): Sampled => {
    const s = face.surface;
    const radius =
      s.kind === "cylinder" || s.kind === "sphere" ? s.radius : s.kind === "torus" ? s.minorRadius : undefined;
    return {
      id: face.id,
      points: kernel.sampleFace(shape, face.id, 4).map((p) => p.point),
      ...(radius === undefined ? {} : { blendRadius: radius }),
    };
  });
  const open = new Set(faces);
  return claim(node, open, [identityPose], toleranceMm);
}

/** Claims faces for a node whose copies stand at `poses`. */
function claim(node: Node, open: Set<Sampled>, poses: readonly Pose[], toleranceMm: number): Node {
  switch (node.type) {
    case "boolean": {
      const tools = node.tools.map((tool) => claim(tool, open, poses, toleranceMm));
      return { ...node, tools, base: claim(node.base, open, poses, toleranceMm) };
    }
    case "fillet": {
      const base = claim(node.base, open, poses, toleranceMm);
      const explains = take(
        open,
        (f) => f.blendRadius !== undefined && Math.abs(f.blendRadius - node.radius) <= toleranceMm,
      );
      return { ...node, base, explains };
    }
    case "chamfer": {
      const base = claim(node.base, open, poses, toleranceMm);
      const reach = 2 * Math.max(node.length, node.secondLength ?? node.length);
      const explains = take(open, (f) =>
        f.points.some((p) =>
          node.edges.some((e) => Math.hypot(p[0] - e.point[0], p[1] - e.point[1], p[2] - e.point[2]) < reach),
        ),
      );
      return { ...node, base, explains };
    }
    case "shell":
      return { ...node, base: claim(node.base, open, poses, toleranceMm) };
    case "pattern": {
      const copies = poses.flatMap((pose) => patternPoses(node.pattern).map((step) => composePoses(pose, step)));
      return { ...node, body: claim(node.body, open, copies, toleranceMm) };
    }
    case "place":
      return {
        ...node,
        body: claim(
          node.body,
          open,
          poses.map((pose) => composePoses(pose, node.pose)),
          toleranceMm,
        ),
      };
    default: {
      const inverse = poses.map(invertPose);
      const on = boundaryOf(node, toleranceMm);
      const explains = take(open, (f) =>
        inverse.some((pose) => f.points.length > 0 && f.points.every((p) => on(applyPose(pose, p)))),
      );
      return { ...node, explains };
    }
  }
}

function take(open: Set<Sampled>, mine: (face: Sampled) => boolean): number[] {
  const ids: number[] = [];
  for (const face of [...open])
    if (mine(face)) {
      ids.push(face.id);
      open.delete(face);
    }
  return ids;
}

function boundaryOf(node: Leaf, slack: number): (p: Vec3) => boolean {
  switch (node.type) {
    case "extrude":
      return (p) => {
        const [x, y, z] = toLocal(node.frame, p);
        if (z < node.from - node.overrunStart - slack || z > node.to + node.overrunEnd + slack) return false;
        const cap = Math.abs(z - node.from) <= slack || Math.abs(z - node.to) <= slack;
        return distanceToBoundary(node.profile, [x, y]) <= slack || (cap && insideProfile(node.profile, [x, y]));
      };
    case "revolve":
      return (p) => onRevolution(node.profile, toLocal(node.frame, p), slack);
    case "hole": {
      const outline = holeOutline(node);
      const profile: Profile = { outer: { kind: "path", segments: outlinePath(outline) }, holes: [] };
      return (p) => {
        const [x, y, z] = toLocal(node.frame, p);
        const at: Vec2 = [Math.hypot(x, y), z];
        // The mouth itself is air.
        return distanceToBoundary(profile, at) <= slack && at[1] > -slack;
      };
    }
    default:
      return () => false;
  }
}

const onRevolution = (profile: Profile, [x, y, z]: Vec3, slack: number): boolean =>
  distanceToBoundary(profile, [Math.hypot(x, z), y]) <= slack;
