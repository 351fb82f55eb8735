/**
 * Shells in a tree that was found: a body less a pocket that follows its outside at one distance is the body hollowed. In: a model. Out: the model with
 * `shell` where that builds the same body, else what it was. pocket.ts and hollows.ts say what looks like a
 * shell, dressedShell.ts takes fillets along.
 */
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { attemptInScope } from "../../analysis/attempt.js";
import { buildNode } from "../../model/build.js";
import type { Model, Node } from "../../model/types.js";
import { mapChildren } from "../../model/visit.js";
import { sameBody } from "../tool/residual.js";
import { dressedBefore } from "./dressedShell.js";
import { hollowBar, turnedCup } from "./hollows.js";
import { withoutPocket } from "./pocket.js";

/** The model itself where it has no shells. */
export function withShells(kernel: Kernel, model: Model): Model {
  const parts = model.parts.map((part) => {
    const body = shelled(kernel, part.body, new Map());
    return body === part.body ? part : { ...part, body };
  });
  return parts.every((part, i) => part === model.parts[i]) ? model : { ...model, parts };
}

/** The material of a tree with its shells; cutters stay what they are. Nodes that are one stay one. */
function shelled(kernel: Kernel, node: Node, known: Map<Node, Node>): Node {
  const before = known.get(node);
  if (before) return before;
  const isMaterial = (child: Node): boolean =>
    node.type !== "boolean" || node.operation === "union" || child === node.base;
  const inside = mapChildren(node, (child) => (isMaterial(child) ? shelled(kernel, child, known) : child));
  const guesses = tried(kernel, () => guessesOf(kernel, inside)) ?? []; // default: something cannot be built
  const made = guesses.find((guess) => isSame(kernel, guess, inside)) ?? inside;
  known.set(node, made);
  return made;
}

/** The node as a shell, each way that looks like one. */
function guessesOf(kernel: Kernel, node: Node): readonly Node[] {
  switch (node.type) {
    case "fillet":
    case "chamfer":
      return present(dressedBefore(kernel, node));
    case "boolean":
      return node.operation === "subtract" ? [...withoutPocket(kernel, node)] : [];
    case "extrude":
      return present(hollowBar(node));
    case "revolve":
      return present(turnedCup(node));
    default:
      return [];
  }
}

const present = (node: Node | undefined): readonly Node[] => (node ? [node] : []);

const isSame = (kernel: Kernel, guess: Node, node: Node): boolean =>
  tried(kernel, () => {
    const [made, wanted] = [guess, node].map((one) => buildNode(kernel, one, { check: false }));
    return made !== undefined && wanted !== undefined && sameBody(kernel, made, wanted);
  }) === true;

/** What `body` finds; undefined where the kernel fails at it, or an edge or face that it picks is not there after all. */
function tried<T>(kernel: Kernel, body: () => T): T | undefined {
  try {
    return attemptInScope(kernel, body);
  } catch (error) {
    if (error instanceof UnbakeError && error.code === "execution") return undefined;
    throw error;
  }
}
