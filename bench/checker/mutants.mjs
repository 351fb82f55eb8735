/**
 * Small wrongs done to a feature tree: what a recovery that is nearly right would get wrong.
 * A mutation is { what, sizeMm, model }: `sizeMm` is how far some surface moves at least (Infinity: something is gone).
 */
import { identityPose, rotationPose } from "../../packages/geometry/dist/index.js";

/** Every mutant of a model, in a fixed order. */
export function* mutantsOf(model) {
  for (const part of model.parts) {
    for (const { what, sizeMm, body } of mutateNode(part.body)) {
      yield { what, sizeMm, model: { ...model, parts: model.parts.map((p) => (p === part ? { ...p, body } : p)) } };
    }
    for (const [axis, pose] of mirrors(model, part)) {
      const body = { type: "place", explains: [], body: part.body, pose };
      yield {
        what: `body mirrored in ${axis}`,
        sizeMm: Infinity,
        model: { ...model, parts: model.parts.map((p) => (p === part ? { ...p, body } : p)) },
      };
    }
  }
  if (model.instances.length > 1) {
    for (let i = 0; i < model.instances.length; i++) {
      yield {
        what: "body missing",
        sizeMm: Infinity,
        model: { ...model, instances: model.instances.filter((_, k) => k !== i) },
      };
      const moved = model.instances.map((instance, k) =>
        k === i ? { ...instance, pose: shiftPose(instance.pose, [0.1, 0, 0]) } : instance,
      );
      yield { what: "body moved", sizeMm: 0.1, model: { ...model, instances: moved } };
      const again = [...model.instances, model.instances[i]];
      yield { what: "body twice", sizeMm: Infinity, model: { ...model, instances: again } };
    }
  }
}

function* mirrors(model, part) {
  const box = model.boxes[part.id];
  for (const [i, axis] of ["x", "y", "z"].entries()) {
    const pose = [...identityPose];
    pose[5 * i] = -1;
    pose[4 * i + 3] = box.min[i] + box.max[i];
    yield [axis, pose];
  }
}

const shiftPose = (pose, [x, y, z]) => pose.map((v, i) => v + (i === 3 ? x : i === 7 ? y : i === 11 ? z : 0));
const placed = (body, offset) => ({ type: "place", explains: [], body, pose: shiftPose(identityPose, offset) });
/** About the frame's x axis through its origin. */
const turned = (body, frame, angle) => ({
  type: "place",
  explains: [],
  body,
  pose: rotationPose(frame.origin, frame.x, angle),
});

/** Mutants of the node itself, then of its parts. */
function* mutateNode(node) {
  const change = (what, sizeMm, changes) => ({ what, sizeMm, body: { ...node, ...changes } });
  switch (node.type) {
    case "extrude":
      yield change("extrusion 0.05 longer", 0.05, { to: node.to + 0.05 });
      yield change("extrusion 0.05 shorter at its start", 0.05, { from: node.from + 0.05 });
      for (const m of mutateProfile(node.profile)) yield change(m.what, m.sizeMm, { profile: m.profile });
      return;
    case "revolve":
      for (const m of mutateProfile(node.profile)) yield change(m.what, m.sizeMm, { profile: m.profile });
      return;
    case "sweep":
      for (const m of mutateProfile(node.profile)) yield change(m.what, m.sizeMm, { profile: m.profile });
      return;
    case "loft":
      for (const [i, section] of node.sections.entries()) {
        for (const m of mutateProfile(section.profile)) {
          yield change(m.what, m.sizeMm, {
            sections: node.sections.map((s, k) => (k === i ? { ...s, profile: m.profile } : s)),
          });
        }
      }
      return;
    case "hole":
      yield change("hole radius by 1 %", node.diameter * 0.005, { diameter: node.diameter * 1.01 });
      yield change("hole radius by -1 %", node.diameter * 0.005, { diameter: node.diameter * 0.99 });
      if (!node.through) yield change("hole depth by 0.05", 0.05, { depth: node.depth + 0.05 });
      if (!node.through) yield change("blind hole made through", Infinity, { through: true, depth: node.depth + 1000 });
      if (node.bottom.kind === "drill" && !node.through) {
        yield change("drill tip flat", Infinity, { bottom: { kind: "flat" } });
        yield change("drill tip 120 for 118", node.diameter * 0.005, {
          bottom: { kind: "drill", angleRad: (120 * Math.PI) / 180 },
        });
      }
      if (node.entry.kind !== "simple") yield change("hole entry dropped", Infinity, { entry: { kind: "simple" } });
      if (node.entry.kind === "counterbore") {
        yield change("counterbore depth by 0.05", 0.05, { entry: { ...node.entry, depth: node.entry.depth + 0.05 } });
        yield change("counterbore radius by 1 %", node.entry.diameter * 0.005, {
          entry: { ...node.entry, diameter: node.entry.diameter * 1.01 },
        });
      }
      if (node.entry.kind === "countersink") {
        yield change("countersink 82 for 90 degrees", 0.05, {
          entry: { ...node.entry, angleRad: (82 * Math.PI) / 180 },
        });
      }
      return;
    case "boolean":
      yield* mutateTools(node);
      for (const m of mutateNode(node.base)) yield change(m.what, m.sizeMm, { base: m.body });
      for (const [i, tool] of node.tools.entries()) {
        for (const m of mutateNode(tool))
          yield change(m.what, m.sizeMm, { tools: node.tools.map((t, k) => (k === i ? m.body : t)) });
      }
      return;
    case "pattern": {
      const { pattern } = node;
      const angular = pattern.kind === "circular";
      yield change("one fewer in the pattern", Infinity, { pattern: { ...pattern, count: pattern.count - 1 } });
      yield change("one more in the pattern", Infinity, { pattern: { ...pattern, count: pattern.count + 1 } });
      if (!angular) yield change("spacing by 0.03", 0.03, { pattern: { ...pattern, spacing: pattern.spacing + 0.03 } });
      else
        yield change("step by 0.2 degrees", 0.05, {
          pattern: { ...pattern, stepRad: pattern.stepRad + Math.PI / 900 },
        });
      for (const m of mutateNode(node.body)) yield change(m.what, m.sizeMm, { body: m.body });
      return;
    }
    case "place":
      for (const m of mutateNode(node.body)) yield change(m.what, m.sizeMm, { body: m.body });
      return;
    case "fillet":
      yield { what: "fillet dropped", sizeMm: Infinity, body: node.base };
      // The surface moves by (sqrt 2 - 1) x the change of radius in the middle of a square corner.
      yield change("fillet radius by 1 %", node.radius * 0.004, { radius: node.radius * 1.01 });
      for (let i = 0; i < node.edges.length && node.edges.length > 1; i++) {
        yield change("fillet dropped on one edge", Infinity, { edges: node.edges.filter((_, k) => k !== i) });
      }
      for (const m of mutateNode(node.base)) yield change(m.what, m.sizeMm, { base: m.body });
      return;
    case "chamfer":
      yield { what: "chamfer dropped", sizeMm: Infinity, body: node.base };
      yield change("chamfer length by 1 %", node.length * 0.007, { length: node.length * 1.01 });
      for (const m of mutateNode(node.base)) yield change(m.what, m.sizeMm, { base: m.body });
      return;
  }
}

function* mutateTools(node) {
  const withTool = (i, tool) => ({ ...node, tools: node.tools.map((t, k) => (k === i ? tool : t)) });
  for (const [i, tool] of node.tools.entries()) {
    const kind = tool.type === "hole" ? "hole" : tool.type === "pattern" ? "pattern" : "feature";
    yield {
      what: `${kind} dropped`,
      sizeMm: Infinity,
      body: node.tools.length > 1 ? { ...node, tools: node.tools.filter((_, k) => k !== i) } : node.base,
    };
    for (const [axis, offset] of [
      ["x", [0.1, 0, 0]],
      ["y", [0, 0.1, 0]],
      ["z", [0, 0, 0.1]],
    ]) {
      yield { what: `${kind} moved by 0.1 in ${axis}`, sizeMm: 0.1, body: withTool(i, placed(tool, offset)) };
    }
    const at = tool.frame ?? tool.body?.frame;
    if (!at) continue;
    yield {
      what: `${kind} at its mirrored place`,
      sizeMm: Infinity,
      body: withTool(i, placed(tool, [-2 * at.origin[0], 0, 0])),
    };
    yield { what: `${kind} tilted by 0.3 degrees`, sizeMm: 0.02, body: withTool(i, turned(tool, at, Math.PI / 600)) };
    for (const [k, other] of node.tools.entries()) {
      if (k <= i || tool.type !== "hole" || other.type !== "hole" || other.diameter === tool.diameter) continue;
      const tools = [...node.tools];
      tools[i] = { ...other, frame: tool.frame };
      tools[k] = { ...tool, frame: other.frame };
      yield {
        what: "two holes exchanged",
        sizeMm: Math.abs(other.diameter - tool.diameter) / 2,
        body: { ...node, tools },
      };
    }
  }
}

function* mutateProfile(profile) {
  for (const m of mutateLoop(profile.outer)) yield { ...m, profile: { ...profile, outer: m.loop } };
  for (const [i, hole] of profile.holes.entries()) {
    yield {
      what: "hole of a profile dropped",
      sizeMm: Infinity,
      profile: { ...profile, holes: profile.holes.filter((_, k) => k !== i) },
    };
    for (const m of mutateLoop(hole))
      yield { ...m, profile: { ...profile, holes: profile.holes.map((h, k) => (k === i ? m.loop : h)) } };
  }
}

function* mutateLoop(loop) {
  if (loop.kind === "circle") {
    yield { what: "profile radius by 1 %", sizeMm: loop.radius * 0.01, loop: { ...loop, radius: loop.radius * 1.01 } };
    yield {
      what: "profile circle moved by 0.1",
      sizeMm: 0.1,
      loop: { ...loop, center: [loop.center[0] + 0.1, loop.center[1]] },
    };
    return;
  }
  if (loop.kind !== "path") return;
  for (const [i, segment] of loop.segments.entries()) {
    if (segment.kind !== "bspline") continue;
    const { curve } = segment;
    for (let k = 1; k + 1 < curve.poles.length; k++) {
      const poles = curve.poles.map((p, n) => (n === k ? [p[0] + 0.1, p[1] + 0.1, 0] : p));
      const segments = loop.segments.map((s, n) => (n === i ? { ...s, curve: { ...curve, poles } } : s));
      yield { what: "pole of a spline moved by 0.14", sizeMm: 0.05, loop: { ...loop, segments } };
    }
  }
  const same = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 1e-9;
  for (const { start, kind } of loop.segments) {
    // Moving one corner tilts the two faces that meet there. Corners on the axis of a revolution stay on it.
    const neighbours = loop.segments.filter((s) => same(s.start, start) || same(s.end, start));
    if (kind !== "line" || neighbours.some((s) => s.kind !== "line")) continue;
    for (const [dx, dy] of [
      [start[0] === 0 ? 0 : 0.05, 0],
      [0, 0.05],
    ]) {
      if (dx === 0 && dy === 0) continue;
      const move = (p) => (same(p, start) ? [p[0] + dx, p[1] + dy] : p);
      const segments = loop.segments.map((s) => ({ ...s, start: move(s.start), end: move(s.end) }));
      yield {
        what: `face tilted by a corner moved 0.05 in ${dx ? "x" : "y"}`,
        sizeMm: 0.02,
        loop: { ...loop, segments },
      };
    }
  }
}
