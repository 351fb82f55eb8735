// What a model is, wherever it stands: its features with their dimensions, in no frame.
import type { Vec2 } from "@unbake/geometry";
import type { Model, Node, PatternNode, Profile, ProfileLoop } from "@unbake/recover";

const digits = 6;
const number = (value: number) => {
  const rounded = Number(value.toFixed(digits));
  return rounded === 0 ? 0 : rounded;
};
const length2 = ([ax, ay]: Vec2, [bx, by]: Vec2) => Math.hypot(bx - ax, by - ay);

/** Dimensions of a loop that do not depend on where it begins or which way it runs. */
function loopOf(loop: ProfileLoop): string {
  if (loop.kind === "circle") return `circle r=${number(loop.radius)}`;
  if (loop.kind === "ellipse") return `ellipse ${number(Math.hypot(...loop.majorAxis))} ${number(loop.minorRadius)}`;
  const parts = loop.segments.map((s) => {
    const chord = number(length2(s.start, s.end));
    if (s.kind === "line") return `line ${chord}`;
    if (s.kind === "arc") return `arc r=${number(length2(s.center, s.start))} chord=${chord}`;
    return `${s.kind} chord=${chord}`;
  });
  return parts.sort().join(", ");
}

const profileOf = ({ outer, holes }: Profile) => [loopOf(outer), ...holes.map(loopOf).sort()].join(" | ");

/** The node's own dimensions; overruns are the cutter's business, not the part's. */
function ownOf(node: Node): string {
  switch (node.type) {
    case "extrude":
      return `extrude ${number(node.to - node.from)} of ${profileOf(node.profile)}`;
    case "revolve":
      return `revolve ${number(node.angleRad)} of ${profileOf(node.profile)}`;
    case "sweep":
      return `sweep of ${profileOf(node.profile)}`;
    case "loft":
      return `loft of ${node.sections.map(({ profile }) => profileOf(profile)).join(" to ")}`;
    case "boolean":
      return node.operation;
    case "hole":
      return `hole ${number(node.diameter)} deep ${node.through ? "through" : number(node.depth)} ${numbers(node.entry)} ${numbers(node.bottom)}`;
    case "fillet":
      return `fillet ${number(node.radius)} x ${node.edges.length}`;
    case "chamfer":
      return `chamfer ${number(node.length)} x ${node.edges.length}`;
    case "shell":
      return `shell ${number(node.thickness)} open at ${node.open.length}`;
    case "pattern":
      return `pattern ${patternOf(node.pattern)}`;
    default:
      return node.type;
  }
}

const numbers = (plain: object) =>
  Object.entries(plain)
    .map(([key, value]) => `${key}=${typeof value === "number" ? number(value) : value}`)
    .sort()
    .join(" ");

function patternOf({ kind, ...rest }: PatternNode["pattern"]): string {
  const plain = Object.fromEntries(Object.entries(rest).filter(([, value]) => typeof value === "number"));
  return `${kind} ${numbers(plain)}`;
}

function childrenOf(node: Node): readonly Node[] {
  if (node.type === "boolean") return [node.base, ...node.tools];
  if ("base" in node) return [node.base];
  return "body" in node ? [node.body] : [];
}

/** A text that is the same for the same features with the same dimensions. A placed body is where it is because of where the part is. */
function nodeOf(node: Node): string {
  const children = childrenOf(node).map(nodeOf);
  if (node.type === "place") return children.join();
  const [base, ...tools] = children;
  return base === undefined ? ownOf(node) : `${ownOf(node)} { ${[base, ...tools.sort()].join("; ")} }`;
}

/** The signature of a whole model; parts in no order. */
export function signatureOf(model: Model): string {
  return model.parts
    .map((part) => `${model.instances.filter((instance) => instance.part === part.id).length} x ${nodeOf(part.body)}`)
    .sort()
    .join("\n");
}
