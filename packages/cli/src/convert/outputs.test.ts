import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Conversion } from "@unbake/recover";
import { expect, it } from "vitest";
import { folderOf } from "../testing/command.js";
import { writeOutputs } from "./outputs.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A conversion that made these programs; only what `writeOutputs` looks at. */
function made(raw: string | undefined, salon: string | undefined): Conversion {
  const program = (kcl: string) => ({ kcl, proof: { sha256: sha256(kcl) } });
  return {
    status: "success",
    warnings: [],
    timings: {},
    certificate: {
      schema: "unbake-certificate/1",
      raw: raw && program(raw).proof,
      salon: salon && program(salon).proof,
    },
    ...(raw && { raw: program(raw) }),
    ...(salon && { salon: program(salon) }),
  } as unknown as Conversion;
}

async function emptyInput() {
  const outputFolder = path.join(await folderOf({}), "new", "folder");
  return { file: "part.step", outputFolder, stem: "part" };
}

it("writes the three files and no other", async () => {
  const input = await emptyInput();
  const written = await writeOutputs(input, made("raw", "salon"));
  expect((await readdir(input.outputFolder)).sort()).toEqual(["part.certificate.json", "part.kcl", "part.raw.kcl"]);
  expect(await readFile(written.salon!, "utf8")).toBe("salon");
});

it("replaces its own files of an earlier run and removes those that were not made again", async () => {
  const input = await emptyInput();
  await writeOutputs(input, made("raw", "salon"));
  await writeOutputs(input, made("raw 2", undefined));
  expect((await readdir(input.outputFolder)).sort()).toEqual(["part.certificate.json", "part.raw.kcl"]);
  expect(await readFile(path.join(input.outputFolder, "part.raw.kcl"), "utf8")).toBe("raw 2");
});

it("removes the certificate of an earlier run when the file cannot be read any more", async () => {
  const input = await emptyInput();
  await writeOutputs(input, made("raw", "salon"));
  await writeOutputs(input, { status: "error_user", code: "truncated", message: "", warnings: [], timings: {} });
  expect(await readdir(input.outputFolder)).toEqual([]);
});

it("never writes over a program that somebody has edited", async () => {
  const input = await emptyInput();
  const { salon } = await writeOutputs(input, made("raw", "salon"));
  await writeFile(salon!, "edited by hand");
  const again = await writeOutputs(input, made("raw", "salon 2"));
  expect(await readFile(salon!, "utf8")).toBe("edited by hand");
  expect(again.salon).toBe(path.join(input.outputFolder, "part.unbake.kcl"));
  expect(await readFile(again.salon!, "utf8")).toBe("salon 2");
  expect(again.notes).toHaveLength(1);
});

/** A conversion with a project of these files. */
function withProject(files: Readonly<Record<string, string>>): Conversion {
  const all = Object.entries(files).map(([name, text]) => ({ name, text }));
  const { certificate, ...rest } = made("raw", "salon");
  const project = { files: all.map(({ name, text }) => ({ name, sha256: sha256(text) })) };
  return { ...rest, certificate: { ...certificate, project }, project: { files: all } } as unknown as Conversion;
}

it("writes a project, and of an earlier one removes what was not made again and keeps what somebody has edited", async () => {
  const input = await emptyInput();
  const first = await writeOutputs(
    input,
    withProject({ "main.kcl": "m", "bolt.kcl": "b", "nut.kcl": "n", "rod.kcl": "r" }),
  );
  const folder = path.join(input.outputFolder, "part.project");
  expect(first.project).toBe(path.join(folder, "main.kcl"));
  await writeFile(path.join(folder, "nut.kcl"), "mine");
  await writeFile(path.join(folder, "rod.kcl"), "mine too");
  const again = await writeOutputs(input, withProject({ "main.kcl": "m2", "nut.kcl": "n2" }));
  expect((await readdir(folder)).sort()).toEqual(["main.kcl", "nut.kcl", "nut.unbake.kcl", "rod.kcl"]);
  expect(await readFile(path.join(folder, "nut.kcl"), "utf8")).toBe("mine");
  expect(again.notes).toHaveLength(1);
  await writeOutputs(input, made("raw", "salon"));
  expect((await readdir(folder)).sort()).toEqual(["nut.kcl", "nut.unbake.kcl", "rod.kcl"]);
});
