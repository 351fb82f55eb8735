/** Evaluates a feature tree directly over the kernel, without KCL between: what the tree means. */
import {
  add,
  type Frame,
  identityPose,
  mul,
  type Pose,
  rotationPose,
  toGlobal,
  translationPose,
} from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { builtOnce } from "./builtBodies.js";
import { holeOutline, outlinePath } from "./hole.js";
import { findEdges, findFaces } from "./pick.js";
import { pathSegment, profileFace } from "./profile.js";
import type { BooleanNode, HoleNode, Model, Node, PatternNode, Profile } from "./types.js";

/** One compound: every part built once and placed by each of its instances, in the order of `model.instances`. */
export function buildModel(kernel: Kernel, model: Model): Shape {
  return kernel.scope((keep) => {
    const bodies = new Map<number, Shape>();
    for (const part of model.parts) bodies.set(part.id, buildNode(kernel, part.body));
    const placed = model.instances.map((instance) => {
      const body = bodies.get(instance.part);
      if (!body) throw new UnbakeError("internal", `instance of part ${instance.part}, which the model does not have`);
      return place(kernel, body, instance.pose);
    });
    return keep(kernel.compound(placed));
  });
}

/**
 * The body of a node in the part's space (a pattern: the compound of its copies).
 * Throws UnbakeError("kernel") when a step fails, "execution" when a picked edge does not exist.
 */
export function buildNode(kernel: Kernel, node: Node, options: BuildOptions = {}): Shape {
  return kernel.scope((keep) => {
    const bodies = buildBodies(kernel, node, options);
    const [first] = bodies;
    return keep(first && bodies.length === 1 ? first : kernel.compound(bodies));
  });
}

export interface BuildOptions {
  /** Whether booleans are checked; false where what comes out is compared with what it is to be. */
  readonly check?: boolean;
}

/** The bodies of a node: one, except for a pattern (one a copy). */
export function buildBodies(kernel: Kernel, node: Node, options: BuildOptions = {}): Shape[] {
  switch (node.type) {
    case "extrude": {
      const from = node.from - node.overrunStart;
      const to = node.to + node.overrunEnd;
      const base: Frame = { ...node.frame, origin: toGlobal(node.frame, [0, 0, from]) };
      return [kernel.extrude(profileFace(kernel, base, node.profile), mul(node.frame.z, to - from)).shape];
    }
    case "revolve": {
      const face = profileFace(kernel, node.frame, node.profile);
      return [kernel.revolve(face, node.frame.origin, node.frame.y, node.angleRad).shape];
    }
    case "sweep": {
      const face = profileFace(kernel, node.frame, node.profile);
      return [kernel.sweep(face, kernel.wire(node.path.map(pathSegment)), { transition: "right" }).shape];
    }
    case "loft": {
      const faces = node.sections.map((section) => profileFace(kernel, section.frame, section.profile));
      return [kernel.loft(faces, { ruled: node.ruled, solid: true }).shape];
    }
    case "screw": {
      // What the engine's sweep along a helix and its twisted extrusion come to.
      const face = profileFace(kernel, node.frame, node.profile);
      const { origin, direction } = node.axis;
      return [kernel.twistExtrude(face, mul(direction, node.riseMm), node.angleRad, origin).shape];
    }
    case "boolean":
      if (options.check !== false) return combined(kernel, node, options);
      return [...builtOnce(kernel, node, () => combined(kernel, node, options))];
    case "hole":
      return [hole(kernel, node)];
    case "pattern":
      return pattern(kernel, node, options);
    case "place":
      return buildBodies(kernel, node.body, options).map((body) => place(kernel, body, node.pose));
    case "fillet": {
      const base = buildNode(kernel, node.base, options);
      const edges = findEdges(kernel, base, node.edges).map((edge) => ({ edge, radius: node.radius }));
      return [kernel.fillet(base, edges).shape];
    }
    case "chamfer": {
      const base = buildNode(kernel, node.base, options);
      const second =
        node.secondLength ?? (node.angleRad === undefined ? undefined : node.length * Math.tan(node.angleRad));
      const edges = findEdges(kernel, base, node.edges).map((edge) =>
        second === undefined ? { edge, distance: node.length } : { edge, distance: node.length, second },
      );
      return [kernel.chamfer(base, edges).shape];
    }
    case "shell": {
      const base = buildNode(kernel, node.base, options);
      return [kernel.shell(base, findFaces(kernel, base, node.open), node.thickness).shape];
    }
  }
}

function combined(kernel: Kernel, node: BooleanNode, options: BuildOptions): Shape[] {
  const base = buildBodies(kernel, node.base, options);
  const tools = node.tools.flatMap((tool) => buildBodies(kernel, tool, options));
  if (tools.length === 0) return base;
  const merging = { ...options, unify: true };
  if (node.operation === "union") return [kernel.fuse(base, tools, merging).shape];
  if (node.operation === "subtract") return [kernel.cut(base, tools, merging).shape];
  return [kernel.common(base, tools, merging).shape];
}

function hole(kernel: Kernel, node: HoleNode): Shape {
  // Half section in the plane of x and z: x stays, the axis (z, into the material) becomes the plane's y.
  const { origin, x, y, z } = node.frame;
  const plane: Frame = { origin, x, y: z, z: [-y[0], -y[1], -y[2]] };
  const profile: Profile = { outer: { kind: "path", segments: outlinePath(holeOutline(node)) }, holes: [] };
  return kernel.revolve(profileFace(kernel, plane, profile), origin, z, 2 * Math.PI).shape;
}

function pattern(kernel: Kernel, node: PatternNode, options: BuildOptions): Shape[] {
  const body = buildBodies(kernel, node.body, options);
  return patternPoses(node.pattern).flatMap((pose, i) =>
    i === 0 ? body : body.map((shape) => place(kernel, shape, pose)),
  );
}

/** Where the copies of a pattern stand, relative to the first; the first is the identity. */
export function patternPoses(pattern: PatternNode["pattern"]): Pose[] {
  const poses: Pose[] = [];
  switch (pattern.kind) {
    case "linear":
      for (let i = 0; i < pattern.count; i++) poses.push(translationPose(mul(pattern.direction, i * pattern.spacing)));
      return poses;
    case "grid":
      for (let j = 0; j < pattern.secondCount; j++) {
        for (let i = 0; i < pattern.count; i++) {
          const a = mul(pattern.direction, i * pattern.spacing);
          const b = mul(pattern.secondDirection, j * pattern.secondSpacing);
          poses.push(translationPose(add(a, b)));
        }
      }
      return poses;
    case "circular":
      for (let i = 0; i < pattern.count; i++)
        poses.push(rotationPose(pattern.origin, pattern.axis, i * pattern.stepRad));
      return poses;
  }
}

function place(kernel: Kernel, shape: Shape, pose: Pose): Shape {
  return pose.every((value, i) => value === identityPose[i]) ? shape : kernel.transform(shape, pose).shape;
}
