/** A program that is written before its parameters are known: statements first, put together at the end. */

import type { Node } from "../../model/types.js";
import type { Expression, Statement } from "../kcl/kcl.js";
import { type PrintedProgram, startProgram } from "../kcl/program.js";

type Item = { readonly statement: Statement; readonly node?: Node } | "gap" | { readonly feature: string };

export interface Document {
  add(statement: Statement, node?: Node): void;
  assign(name: string, value: Expression, node?: Node): void;
  /** Begins a section: an empty line and a comment. */
  section(title: string): void;
  count(feature: string): void;
  /** The lines of `owner` belong to these nodes too. */
  share(owner: Node, others: readonly Node[]): void;
  /** The program: header lines, then the declarations, then what was written. */
  finish(header: readonly string[], declarations: readonly Statement[]): PrintedProgram;
  /** The statements so far. */
  statements(): readonly Statement[];
}

export function createDocument(): Document {
  const items: Item[] = [];
  const shares: (readonly [Node, readonly Node[]])[] = [];
  const add = (statement: Statement, node?: Node): void => {
    items.push(node ? { statement, node } : { statement });
  };
  return {
    add,
    assign: (name, value, node) => add({ kind: "assign", name, value }, node),
    section(title) {
      items.push("gap");
      add({ kind: "comment", text: title });
    },
    count: (feature) => items.push({ feature }),
    share: (owner, others) => shares.push([owner, others]),
    finish(header, declarations) {
      const program = startProgram(header);
      if (declarations.length > 0) program.gap();
      for (const statement of declarations) {
        if (statement.kind === "blank") program.gap();
        else program.add(statement);
      }
      program.gap();
      for (const item of items) {
        if (item === "gap") program.gap();
        else if ("feature" in item) program.count(item.feature);
        else program.add(item.statement, item.node);
      }
      const printed = program.finish();
      const lines = new Map(printed.lines);
      for (const [owner, others] of shares) {
        const range = lines.get(owner);
        if (range) for (const other of others) lines.set(other, range);
      }
      return { ...printed, lines };
    },
    statements: () => items.flatMap((item) => (item !== "gap" && "statement" in item ? [item.statement] : [])),
  };
}
