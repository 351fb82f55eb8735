/** A body that is hollow is called by what it is then: what a shell is made of gets a role. */
import type { Model, Node, ShellNode } from "../../../../model/types.js";
import { map, mapChildren } from "../../../../model/visit.js";
import { hollows } from "../../words.js";
import { rootShape } from "./nouns.js";

/** The model with a role for what its shells are made of, where that has none. */
export const nameHollows = (model: Model): Model => ({
  ...model,
  parts: model.parts.map((part) => ({
    ...part,
    body: map(part.body, (node) => (node.type === "shell" ? withRole(node) : node)),
  })),
});

function withRole(shell: ShellNode): Node {
  const role = nounOf(shell);
  const named = (node: Node): Node =>
    node.type === "extrude" || node.type === "revolve" ? { role, ...node } : mapChildren(node, named);
  return { ...shell, base: named(shell.base) };
}

function nounOf({ base, open }: ShellNode): string {
  if (open.length > 1) return hollows.sleeve;
  return rootShape(base).type === "revolve" ? hollows.cup : hollows.box;
}
