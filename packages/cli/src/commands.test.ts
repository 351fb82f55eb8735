import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { folderOf, runNode, unbake } from "./testing/command.js";

const block = `@settings(defaultLengthUnit = in, kclVersion = 1.0)
export length = 2
block = startSketchOn(XY)
  |> startProfile(at = [0, 0])
  |> xLine(length = length)
  |> yLine(length = 1)
  |> xLine(length = -length)
  |> close()
  |> extrude(length = 0.5)
`;
const inch = 25.4;

it("run measures in millimetres, whatever the program's unit, and exports; compare and inspect read what it wrote", async () => {
  const folder = await folderOf({ "block.kcl": block, "longer.kcl": block.replace("length = 2\n", "length = 2.01\n") });
  const ran = await runNode(unbake, ["run", "block.kcl", "-o", "block.step", "--json"], folder);
  expect(ran.status).toBe(0);
  const report = JSON.parse(ran.stdout);
  const keys = ["solids", "volume_mm3", "area_mm2", "center_of_mass_mm", "bounding_box_mm", "valid", "ms", "issues"];
  expect(Object.keys(report)).toEqual(keys);
  expect(report).toMatchObject({ solids: 1, valid: true });
  expect(report.volume_mm3).toBeCloseTo(inch ** 3, 6);
  expect(report.bounding_box_mm.max[0]).toBeCloseTo(2 * inch, 9);

  const same = await runNode(unbake, ["compare", "block.step", "block.kcl", "--json"], folder);
  expect(same.status).toBe(0);
  expect(JSON.parse(same.stdout)).toMatchObject({
    verified: true,
    exact: true,
    faces: { original: 6, result: 6, matched: 6 },
  });
  const other = await runNode(unbake, ["compare", "block.step", "longer.kcl", "--json"], folder);
  expect(other.status).toBe(1);
  expect(JSON.parse(other.stdout)).toMatchObject({ verified: false });

  const inspected = await runNode(unbake, ["inspect", "block.step", "--json"], folder);
  expect(inspected.status).toBe(0);
  expect(JSON.parse(inspected.stdout)).toMatchObject({
    format: "step",
    solids: 1,
    faces: 6,
    faces_by_surface: { plane: 6 },
  });
});

it("run follows imports in its folder and nowhere else", async () => {
  const folder = await folderOf({
    "block.kcl": block,
    "inside/main.kcl":
      'import length from "part.kcl"\nassert(length, isEqualTo = 2)\nx = startSketchOn(XY) |> circle(center = [0, 0], radius = 1mm) |> extrude(length = 1mm)\n',
    "inside/part.kcl": block,
    "inside/escape.kcl": 'import length from "../block.kcl"\n',
  });
  expect((await runNode(unbake, ["run", "inside/main.kcl"], folder)).status).toBe(0);
  const escaped = await runNode(unbake, ["run", "inside/escape.kcl", "--json"], folder);
  expect(escaped.status).toBe(1);
  expect(JSON.parse(escaped.stdout)).toMatchObject({ valid: false, solids: 0 });
});

it("run tells where a program is wrong", async () => {
  const folder = await folderOf({ "bad.kcl": "x = 1\ny = (2 +\n" });
  const { status, stdout, stderr } = await runNode(unbake, ["run", "bad.kcl", "--json"], folder);
  expect(status).toBe(1);
  expect(JSON.parse(stdout).issues[0]).toMatchObject({ severity: "error", code: "kcl_syntax" });
  expect(stderr).toContain("line 2");
});

it("tells a file that is not there (3) from one that is broken (1) and a name that cannot be written (2)", async () => {
  const folder = await folderOf({ "half.step": "ISO-10303-21;\nHEADER;\n", "a.kcl": block });
  expect((await runNode(unbake, ["inspect", "missing.step"], folder)).status).toBe(3);
  expect((await runNode(unbake, ["compare", "missing.step", "a.kcl"], folder)).status).toBe(3);
  const broken = await runNode(unbake, ["inspect", "half.step", "--json"], folder);
  expect([broken.status, JSON.parse(broken.stdout).code]).toEqual([1, "truncated"]);
  expect((await runNode(unbake, ["run", "a.kcl", "-o", "a.dwg"], folder)).status).toBe(2);
});

it("convert writes programs that run to the same solid", async () => {
  const folder = await folderOf({ "block.kcl": block });
  await runNode(unbake, ["run", "block.kcl", "-o", "the block.step"], folder);
  const { status, stdout } = await runNode(unbake, ["convert", "the block.step", "--json", "-o", "out"], folder);
  expect(status).toBe(0);
  const record = JSON.parse(stdout);
  expect(record).toMatchObject({ status: "success", raw: { exact: true }, salon: { verified: true } });
  expect(record.salon.path).toBe(path.join("out", "the_block.kcl"));
  const salon = path.join(folder, record.salon.path);
  expect((await stat(salon)).size).toBe(record.salon.bytes);
  expect(await readFile(salon, "utf8")).toContain("defaultLengthUnit = in");
  expect(existsSync(path.join(folder, "out", "the_block.certificate.json"))).toBe(true);
  const compared = await runNode(unbake, ["compare", "the block.step", record.salon.path], folder);
  expect(compared.status).toBe(0);
});
