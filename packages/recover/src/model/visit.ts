/**
 * Walks over the feature tree. Which fields of a node hold other nodes is said here and nowhere else: what only walks a tree or rebuilds it
 * uses these functions, and a new type of node does not compile until it is named here.
 */
import type { BooleanNode, ChamferNode, FilletNode, Node, PatternNode, PlaceNode, ShellNode } from "./types.js";

/** A node that is made of no other nodes. */
export type Leaf = Exclude<Node, BooleanNode | FilletNode | ChamferNode | ShellNode | PatternNode | PlaceNode>;

/** A fillet or chamfer. */
export const isDressing = (node: Node): node is FilletNode | ChamferNode =>
  node.type === "fillet" || node.type === "chamfer";

/** What fillets and chamfers were put on. */
export const undressed = (node: Node): Node => (isDressing(node) ? undressed(node.base) : node);

/** The nodes that a node is made of directly: the base before the tools. */
export function children(node: Node): readonly Node[] {
  switch (node.type) {
    case "boolean":
      return [node.base, ...node.tools];
    case "fillet":
    case "chamfer":
    case "shell":
      return [node.base];
    case "pattern":
    case "place":
      return [node.body];
    case "extrude":
    case "revolve":
    case "sweep":
    case "loft":
    case "screw":
    case "hole":
      return [];
  }
}

/** The node with `f` of each of its children, in the order of `children`; the node itself when `f` changes none of them. */
export function mapChildren(node: Node, f: (child: Node) => Node): Node {
  switch (node.type) {
    case "boolean": {
      const base = f(node.base);
      const tools = node.tools.map(f);
      return base === node.base && tools.every((tool, i) => tool === node.tools[i]) ? node : { ...node, base, tools };
    }
    case "fillet":
    case "chamfer":
    case "shell": {
      const base = f(node.base);
      return base === node.base ? node : { ...node, base };
    }
    case "pattern":
    case "place": {
      const body = f(node.body);
      return body === node.body ? node : { ...node, body };
    }
    case "extrude":
    case "revolve":
    case "sweep":
    case "loft":
    case "screw":
    case "hole":
      return node;
  }
}

/** The tree with `f` of every node, children before what is made of them; the tree itself when `f` changes nothing. */
export const map = (node: Node, f: (node: Node) => Node): Node => f(mapChildren(node, (child) => map(child, f)));

/** One value for the tree: `f` gets each node with the values of its children. */
export const fold = <T>(node: Node, f: (node: Node, inside: readonly T[]) => T): T =>
  f(
    node,
    children(node).map((child) => fold(child, f)),
  );
