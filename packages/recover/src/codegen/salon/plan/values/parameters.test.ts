import { expect, it } from "vitest";
import { createNames } from "../../../kcl/names.js";
import { numberTexts } from "../../../kcl/numbers.js";
import { lettered } from "../letters.js";
import { createParameters, type Parameters } from "./parameters.js";
import { isLiteral } from "./quantity.js";

const tableOf = (lone: ReadonlySet<string>) =>
  createParameters(createNames(lettered), numberTexts("mm"), {
    shared: new Set(),
    lone,
    better: new Map(),
    budgetMm: 1e-4,
  });

it.each<[string, (parameters: Parameters) => void, readonly string[]]>([
  ["one line uses", (p) => p.use(p.place("flankX", 7.25)), ["flankX=7.25mm"]],
  ["two lines use", (p) => [p.place("flankX", 7.25), p.place("flankX", 7.25)].forEach(p.use), []],
  ["nothing uses", (p) => p.place("flankX", 7.25), []],
  ["is a size", (p) => p.use(p.length("width", 7.25)), []],
  ["others follow from", (p) => [p.place("aX", 7.1234567), p.length("b", 14.2469134)].forEach(p.use), []],
])("knows whether a place that %s needs no parameter", (_, ask, lone) => {
  const table = tableOf(new Set());
  ask(table.under("", []));
  expect([...table.lone()]).toEqual(lone);
});

it("makes a number of a place that needs no parameter, and a parameter of any other", () => {
  const parameters = tableOf(new Set(["flankX=7.25mm"])).under("", []);
  expect(isLiteral(parameters.place("flankX", 7.25))).toBe(true);
  expect(isLiteral(parameters.place("flankX", 7.5))).toBe(false);
});

it("has no two capitals in a row, which the linter takes for a shortened word", () => {
  const parameters = tableOf(new Set()).under("", []);
  expect([...parameters.length("padAX", 7).terms.keys()]).toEqual(["padAPlaceX"]);
  expect([...parameters.length("holeAAX", 8).terms.keys()]).toEqual(["holeAaPlaceX"]);
});
