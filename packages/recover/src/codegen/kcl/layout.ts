/**
 * Text of KCL exactly as the official formatter (`recast_wasm` of kcl-wasm-lib 0.1.186) would leave it, so that line
 * numbers are known while printing. The rules were read off its behaviour and are held by a property test:
 * - two spaces a level; inside a step of a pipe three more;
 * - a call breaks when it has four arguments, or more than one and one of them is broken;
 * - an array or object breaks when its one-line text is longer than 40 characters.
 */
import type { Expression, Operator, Statement } from "./kcl.js";

const inlineLimit = 40;
const manyArguments = 4;

/** Where an expression stands: inside a step of a pipe everything that breaks is indented by three more. */
type Place = "plain" | "pipe";

const indent = (level: number): string => "  ".repeat(level);
const innerIndent = (level: number, place: Place): string => indent(level) + (place === "pipe" ? "   " : "");

/** The text of a statement at a nesting level, without a newline at its end. */
export function layoutStatement(statement: Statement, level = 0): string {
  const start = indent(level);
  switch (statement.kind) {
    case "assign":
      return `${start}${statement.name} = ${layoutExpression(statement.value, level)}`;
    case "do":
      return start + layoutExpression(statement.value, level);
    case "return":
      return `${start}return ${layoutExpression(statement.value, level)}`;
    case "function":
      return `${start}fn ${statement.name}(${statement.parameters.join(", ")}) ${layoutBody(statement.body, level)}`;
    case "comment":
      return `${start}// ${statement.text}`;
    case "blank":
      return "";
  }
}

const layoutBody = (body: readonly Statement[], level: number): string =>
  `{\n${body.map((s) => `${layoutStatement(s, level + 1)}\n`).join("")}${indent(level)}}`;

export function layoutExpression(expression: Expression, level = 0, place: Place = "plain"): string {
  switch (expression.kind) {
    case "atom":
      return expression.text;
    case "array":
      return layoutArray(expression.items, level, place);
    case "object":
      return layoutObject(expression.fields, level, place);
    case "call":
      return layoutCall(expression, level, place);
    case "pipe":
      return expression.steps
        .map((step, i) =>
          i === 0
            ? layoutExpression(step, level)
            : `${indent(level + 1)}|> ${layoutExpression(step, level + 1, "pipe")}`,
        )
        .join("\n");
    case "binary":
      return layoutBinary(expression, place);
    case "sketch":
      return `sketch(on = ${layoutExpression(expression.on, level, place)}) ${layoutBody(expression.body, level)}`;
  }
}

function layoutCall(call: Extract<Expression, { kind: "call" }>, level: number, place: Place): string {
  const argumentsAt = (at: number): string[] => [
    ...(call.first ? [layoutExpression(call.first, at, place)] : []),
    ...call.args.map(([name, value]) => `${name} = ${layoutExpression(value, at, place)}`),
  ];
  const flat = argumentsAt(level);
  const broken = flat.length >= manyArguments || (flat.length > 1 && flat.some((text) => text.includes("\n")));
  if (!broken) return `${call.callee}(${flat.join(", ")})`;
  const inner = innerIndent(level + 1, place);
  const lines = argumentsAt(level + 1).map((text) => `${inner}${text},\n`);
  return `${call.callee}(\n${lines.join("")}${innerIndent(level, place)})`;
}

function layoutArray(items: readonly Expression[], level: number, place: Place): string {
  const texts = items.map((item) => layoutExpression(item, 0));
  const flat = `[${texts.join(", ")}]`;
  if (flat.length <= inlineLimit) return flat;
  const inner = innerIndent(level + 1, place);
  const lines = texts.map((text) => inner + text.replaceAll("\n", `\n${inner}`));
  return `[\n${lines.join(",\n")}\n${innerIndent(level, place)}]`;
}

function layoutObject(fields: readonly (readonly [string, Expression])[], level: number, place: Place): string {
  const flat = `{ ${fields.map(([name, value]) => `${name} = ${layoutExpression(value, level, place)}`).join(", ")} }`;
  if (flat.length <= inlineLimit) return flat;
  const inner = innerIndent(level + 1, place);
  const lines = fields.map(([name, value]) => `${inner}${name} = ${layoutExpression(value, level + 1, place)}`);
  return `{\n${lines.join(",\n")}\n${innerIndent(level, place)}}`;
}

const precedence: Readonly<Record<Operator, number>> = { "*": 12, "/": 12, "+": 11, "-": 11, "==": 9 };

function layoutBinary(binary: Extract<Expression, { kind: "binary" }>, place: Place): string {
  const { left, operator, right } = binary;
  const own = precedence[operator];
  const wrapLeft = left.kind === "binary" && own > precedence[left.operator];
  const wrapRight =
    right.kind === "binary" &&
    (own > precedence[right.operator] ||
      operator === "-" ||
      operator === "/" ||
      (own === precedence[right.operator] && operator !== right.operator));
  const side = (expression: Expression, wrap: boolean): string => {
    const text = layoutExpression(expression, 0, expression.kind === "call" ? "plain" : place);
    return wrap ? `(${text})` : text;
  };
  return `${side(left, wrapLeft)} ${operator} ${side(right, wrapRight)}`;
}
