/** The top of a program: its parameters by groups, and the limits that hold them together. */
import { atom, callOn, type Statement, text } from "../../kcl/kcl.js";
import { layoutStatement } from "../../kcl/layout.js";
import type { NumberTexts } from "../../kcl/numbers.js";
import type { LimitPlan, ParameterPlan } from "../plan/types.js";
import { emitQuantity } from "./quantity.js";

/** Parameters, each group under its comment. */
export function emitDeclarations(parameters: readonly ParameterPlan[]): readonly Statement[] {
  return parameters.flatMap(({ name, text: value, group }, i): Statement[] => {
    const statement: Statement = { kind: "assign", name, value: atom(value) };
    const begins = group !== parameters[i - 1]?.group;
    return begins ? [{ kind: "blank" }, { kind: "comment", text: group }, statement] : [statement];
  });
}

/** Asserts, each once. */
export function emitLimits(limits: readonly LimitPlan[], numbers: NumberTexts): readonly Statement[] {
  const stated = new Map<string, Statement>();
  for (const { value, limit, error } of limits) {
    const args = { isLessThan: emitQuantity(limit, numbers), error: text(error) };
    const statement: Statement = { kind: "do", value: callOn("assert", emitQuantity(value, numbers), args) };
    const key = layoutStatement(statement);
    if (!stated.has(key)) stated.set(key, statement);
  }
  return stated.size > 0 ? [{ kind: "blank" }, ...stated.values()] : [];
}
