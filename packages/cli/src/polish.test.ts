import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { folderOf, runNode, unbake } from "./testing/command.js";
import { type Asked, completion, type StandIn, startStandIn } from "./testing/standIn.js";

const block = `@settings(defaultLengthUnit = in, kclVersion = 1.0)
import length from "sizes.kcl"
block = startSketchOn(XY)
  |> startProfile(at = [0, 0])
  |> xLine(length = length)
  |> yLine(length = 1)
  |> xLine(length = -length)
  |> close()
  |> extrude(length = 0.5)
`;
const files = { "block.kcl": block, "sizes.kcl": "export length = 2in\n" };

let server: StandIn | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

it("writes the salon program beside the input, proven against what the input makes", async () => {
  const folder = await folderOf(files);
  const { status, stdout } = await runNode(unbake, ["polish", "block.kcl", "--json", "--edits"], folder);
  expect(status).toBe(0);
  const record = JSON.parse(stdout);
  expect(record).toMatchObject({
    file: "block.kcl",
    status: "success",
    salon: { path: "block.polished.kcl", exact: true, edits: { tried: 9, rebuilt: 9, faithful: 9 } },
  });
  const polished = await readFile(path.join(folder, "block.polished.kcl"), "utf8");
  expect(polished).toContain("sketch(on = XY)");
  expect(polished).toContain("defaultLengthUnit = in");
  expect(await readFile(path.join(folder, "block.kcl"), "utf8")).toBe(block);
  const certificate = JSON.parse(await readFile(path.join(folder, "block.polished.certificate.json"), "utf8"));
  expect(certificate).toMatchObject({
    source: { name: "block.kcl", format: "kcl", bytes: block.length },
    salon: { verified: true },
  });
  expect((await runNode(unbake, ["compare", "block.kcl", "block.polished.kcl"], folder)).status).toBe(0);
});

it.each([
  ["does not parse", "x = (\n", 1, "does not parse: line 1"],
  ["does not run", "assert(1, isEqualTo = 2)\n", 1, "does not execute: line 1"],
  ["leaves no solid", "x = 1\n", 1, "leaves no solid"],
] as const)("tells of a program that %s, and writes nothing", async (_, text, status, said) => {
  const folder = await folderOf({ "a.kcl": text });
  const ended = await runNode(unbake, ["polish", "a.kcl"], folder);
  expect([ended.status, ended.stdout]).toEqual([status, ""]);
  expect(ended.stderr).toContain("a.kcl is not polished: ");
  expect(ended.stderr).toContain(said);
  expect(existsSync(path.join(folder, "a.polished.kcl"))).toBe(false);
});

it("does not write over the input, nor under a name that is no program's, and tells a file that is not there", async () => {
  const folder = await folderOf(files);
  const statusOf = async (...args: string[]) => (await runNode(unbake, ["polish", ...args], folder)).status;
  expect(await statusOf("block.kcl", "-o", "./block.kcl")).toBe(2);
  expect(await statusOf("block.kcl", "-o", "block.step")).toBe(2);
  expect(await statusOf("gone.kcl")).toBe(3);
  expect(await statusOf("block.kcl", "--salon-model", "https://host/v1")).toBe(2);
  expect(await readFile(path.join(folder, "block.kcl"), "utf8")).toBe(block);
});

/** The names that were asked for. */
const namesIn = ({ body }: Asked): string[] =>
  JSON.parse(body).messages.at(-1).content.split("\nNames: ").at(-1).split(", ");

async function polishedWith(answer: (asked: Asked) => string) {
  server = await startStandIn((asked, response) => response.end(answer(asked)));
  const folder = await folderOf(files);
  const flags = ["--salon-model", server.url, "--salon-model-name", "stand-in"];
  const ended = await runNode(unbake, ["polish", "block.kcl", ...flags], folder);
  const read = (name: string) => readFile(path.join(folder, name), "utf8");
  const { salon, warnings } = JSON.parse(await read("block.polished.certificate.json"));
  return { ended, folder, salon, warnings, polished: await read("block.polished.kcl") };
}

it("takes a model's names and comments when the program holds with them; the model sees no path", async () => {
  const { ended, folder, salon, polished } = await polishedWith((asked) => {
    const [name = ""] = namesIn(asked);
    return completion({ names: { [name]: "barLength" }, comments: { [name]: "fits the tray" } });
  });
  expect(ended.status).toBe(0);
  expect(salon).toMatchObject({
    verified: true,
    proposal: { model: "stand-in", taken: true, renamed: 1, comments: 1 },
  });
  expect(polished).toContain("// fits the tray\nbarLength = 2in\n");
  expect(polished).toContain("== barLength\n");
  expect(polished).not.toContain("blockWidth");
  expect(server!.asked).toHaveLength(1);
  expect(server!.asked[0]!.body).not.toContain(folder);
  expect(server!.asked[0]!.body).not.toContain("block.kcl");
});

it.each([
  ["no JSON", () => completion("I would call it a bar."), "no JSON"],
  ["a collision", () => completion({ names: { blockWidth: "blockDepth" } }), "a name of the program already"],
  ["a word that breaks the program", () => completion({ names: { blockWidth: "extrude" } }), "a word of the language"],
] as const)(
  "keeps its own names when the model answers with %s, and the certificate says why",
  async (_, answer, why) => {
    const { ended, salon, warnings, polished } = await polishedWith(answer);
    expect(ended.status).toBe(0);
    expect(salon.proposal).toMatchObject({ taken: false, why: expect.stringContaining(why) });
    expect(warnings.at(-1)).toContain("the names of the model are not used");
    expect(ended.stderr).toContain(why);
    expect(polished).toContain("blockWidth = 2in\n");
  },
);

it("convert asks too, and names a project's files in its record", async () => {
  server = await startStandIn((_, response) => response.end(completion({ names: { blockWidth: "barLength" } })));
  const folder = await folderOf(files);
  await runNode(unbake, ["run", "block.kcl", "-o", "block.step"], folder);
  const flags = ["--salon-model", server.url, "--salon-model-name", "m", "--json", "--project", "--edits"];
  const { status, stdout } = await runNode(unbake, ["convert", "block.step", "-o", "out", ...flags], folder);
  const record = JSON.parse(stdout);
  expect([status, record.project]).toEqual([0, undefined]);
  expect(record.salon).toMatchObject({ proposal: { taken: true, renamed: 1, why: null }, edits: { rebuilt: 9 } });
  const certificate = JSON.parse(await readFile(path.join(folder, "out", "block.certificate.json"), "utf8"));
  expect(certificate.salon.edits.parameters[0].name).toBe("barLength");
});
