/** A program under construction: statements in, text out, and which lines each node of the tree became. */
import { addTo } from "@unbake/ground";
import type { Node } from "../../model/types.js";
import type { Expression, Statement } from "./kcl.js";
import { layoutStatement } from "./layout.js";

/** 1-based, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface PrintedProgram {
  readonly text: string;
  readonly lines: ReadonlyMap<Node, LineRange>;
  /** Steps of the program by kind: extrude, revolve, subtract, pattern, ... */
  readonly features: Readonly<Record<string, number>>;
}

export interface ProgramBuilder {
  add(statement: Statement, node?: Node): void;
  assign(name: string, value: Expression, node?: Node): void;
  comment(text: string): void;
  /** An empty line, unless there is one already or the program is empty. */
  gap(): void;
  count(feature: string): void;
  /** The line that the next statement will begin on. */
  nextLine(): number;
  /** Gives the lines from `first` to the last one so far to a node. */
  own(node: Node, first: number): void;
  finish(): PrintedProgram;
}

/** An empty program; `header` lines come first. */
export function startProgram(header: readonly string[]): ProgramBuilder {
  const texts: string[] = [...header];
  const lines = new Map<Node, LineRange>();
  const features = new Map<string, number>();
  let line = header.length + 1;

  const add = (statement: Statement, node?: Node): void => {
    const text = layoutStatement(statement);
    let height = 1;
    for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) height++;
    const first = line;
    texts.push(text);
    line += height;
    if (node) own(node, first);
  };
  const own = (node: Node, first: number): void => {
    const known = lines.get(node);
    lines.set(node, { first: Math.min(known?.first ?? first, first), last: line - 1 });
  };
  return {
    nextLine: () => line,
    own,
    add,
    assign: (name, value, node) => add({ kind: "assign", name, value }, node),
    comment: (text) => add({ kind: "comment", text }),
    gap() {
      if (texts.length > 0 && texts[texts.length - 1] !== "") add({ kind: "blank" });
    },
    count: (feature) => addTo(features, feature),
    finish: () => ({ text: `${texts.join("\n").trimEnd()}\n`, lines, features: Object.fromEntries(features) }),
  };
}
