import { createKclTools } from "@unbake/engine";
import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { convertFile } from "../convert.js";
import type { Bench } from "../program.js";
import type { SalonProgram } from "../types.js";
import { namesOf, proveProposal } from "./index.js";

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

let kernel: Kernel;
let bench: Bench;
let salon: SalonProgram;
beforeAll(async () => {
  kernel = await createKernel();
  const kcl = await createKclTools();
  const make = (): Shape =>
    kernel.cut([kernel.box(world, [40, 30, 8])], [kernel.box({ ...world, origin: [10, 8, -1] }, [9, 7, 10])]).shape;
  const bytes = kernel.scope(() => kernel.writeStep(make(), { name: "plaque é" }));
  const conversion = await convertFile({ kernel, kcl: async () => kcl }, bytes, { name: "plaque.step" });
  salon = conversion.salon!;
  bench = { kernel, kcl, original: make() };
});

const ask = (answer: unknown) =>
  proveProposal(bench, salon, "m", typeof answer === "string" ? answer : JSON.stringify(answer));
const own = () => namesOf(bench.kcl.parse(salon.kcl)).own;

describe("a proposal", () => {
  it("names everything anew, wherever the program says the name, and nothing else", async () => {
    const names = Object.fromEntries(
      own().map((name, i) => [name, `${"abcdefghijklmnopqrstuvwxyz"[i % 26]}${i}Renamed`]),
    );
    const [first = ""] = own();
    const made = await ask({ names, comments: { [first]: "Why ü\nit is so" } });
    expect(made.proposal).toEqual({ model: "m", taken: true, renamed: own().length, comments: 1 });
    expect(made.proof).toMatchObject({ verified: true, exact: true });
    const back = namesOf(bench.kcl.parse(made.kcl));
    expect(back.own).toEqual(own().map((name) => names[name]));
    expect(made.kcl).toContain(`// Why ü it is so\n${names[first]} = `);
    expect(bench.kcl.format(made.kcl)).toBe(made.kcl);
  });

  it("takes what Markdown fences hold, and leaves out names that the program does not have", async () => {
    const [first = ""] = own();
    const made = await ask(
      `\`\`\`json\n${JSON.stringify({ names: { [first]: "plateLength", gone: "other" } })}\n\`\`\``,
    );
    expect(made.proposal).toMatchObject({ taken: true, renamed: 1 });
  });

  it.each([
    ["no JSON", () => "Here are your names:", "the answer is no JSON"],
    ["a list", () => [], "the answer is no object"],
    ["a number for a name", () => ({ names: { [own()[0]!]: 7 } }), "is no text"],
    ["nothing for the program", () => ({ names: { gone: "other" } }), "it proposes nothing"],
    ["a name that is there", () => ({ names: { [own()[0]!]: own()[1] } }), "is a name of the program already"],
    ["one name for two", () => ({ names: { [own()[0]!]: "same", [own()[1]!]: "same" } }), "for two names"],
    ["a word of the language", () => ({ names: { [own()[0]!]: "extrude" } }), "is a word of the language"],
    ["code for a name", () => ({ names: { [own()[0]!]: "a = 1\nb" } }), "is no lowerCamelCase name"],
  ])("with %s leaves the program as it is, and says why", async (_, answer, why) => {
    const made = await ask(answer());
    expect(made.kcl).toBe(salon.kcl);
    expect(made.proposal).toMatchObject({ taken: false, renamed: 0, comments: 0 });
    expect(made.proposal?.why).toContain(why);
  });

  it("that breaks the program leaves it as it is", async () => {
    const [first = ""] = own();
    // A function of the library that the table of reserved words does not know of would be shadowed; here the original is another one.
    const other = { ...bench, original: kernel.box(world, [1, 2, 3]) };
    const made = await proveProposal(other, salon, "m", JSON.stringify({ names: { [first]: "plateLength" } }));
    expect(made.kcl).toBe(salon.kcl);
    expect(made.proposal?.why).toContain("does not rebuild the original");
  });
});
