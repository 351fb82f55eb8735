import { createKclTools } from "@unbake/engine";
import { describe, expect, it } from "vitest";
import { seeded } from "../../model/seeded.js";
import { array, atom, binary, call, callOn, type Expression, object, pipe, type Statement } from "./kcl.js";
import { layoutStatement } from "./layout.js";

function randomExpression(random: () => number, depth: number): Expression {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const count = (most: number): number => 1 + Math.floor(random() * most);
  const child = (): Expression => randomExpression(random, depth - 1);
  const leaf = (): Expression => atom(pick(["1", "-2.5", "width", "someLongerVariableName", "12.3456789mm", "30deg"]));
  if (depth === 0) return leaf();
  const labels = ["a", "length", "endAbsolute", "tags", "global", "center"];
  const args = () => Object.fromEntries(labels.slice(0, count(5)).map((label) => [label, child()]));
  switch (Math.floor(random() * 6)) {
    case 0:
      return array(Array.from({ length: count(4) }, child));
    case 1:
      return object(["x", "y", "direction"].slice(0, count(3)).map((name) => [name, child()] as const));
    case 2:
      return call(pick(["line", "region"]), args());
    case 3:
      return callOn(pick(["extrude", "clone"]), leaf(), args());
    case 4:
      return binary(
        leaf(),
        pick(["+", "-", "*", "/"] as const),
        random() < 0.5 ? leaf() : binary(leaf(), pick(["+", "-", "*", "/"] as const), leaf()),
      );
    default:
      return leaf();
  }
}

describe("layoutStatement", () => {
  const seed = 20261123;
  it(`gives what the official formatter leaves unchanged (seed ${seed})`, async () => {
    const tools = await createKclTools();
    const random = seeded(seed);
    for (let i = 0; i < 150; i++) {
      const step = (): Expression => {
        const e = randomExpression(random, 3);
        return e.kind === "call" ? e : callOn("f", e);
      };
      const value = random() < 0.4 ? pipe(step(), step(), step()) : randomExpression(random, 3);
      const statements: Statement[] = [
        { kind: "comment", text: `case ${i}` },
        { kind: "assign", name: "value", value },
        { kind: "blank" },
        {
          kind: "function",
          name: "g",
          parameters: ["@i"],
          body: [{ kind: "return", value: randomExpression(random, 2) }],
        },
        {
          kind: "assign",
          name: "drawing",
          value: {
            kind: "sketch",
            on: atom("XY"),
            body: [
              {
                kind: "assign",
                name: "edge",
                value: call("line", { start: atom("[var 1mm, var 2mm]"), end: atom("[3mm, 4mm]") }),
              },
              {
                kind: "do",
                value: callOn("coincident", array([atom("edge.start"), atom("someOtherLongerName.start")])),
              },
              {
                kind: "do",
                value: binary(callOn("distance", array([atom("edge.start"), atom("edge.end")])), "==", atom("5mm")),
              },
            ],
          },
        },
      ];
      const text = `${statements.map((s) => layoutStatement(s)).join("\n")}\n`;
      expect(tools.format(text)).toBe(text);
    }
  });
});
