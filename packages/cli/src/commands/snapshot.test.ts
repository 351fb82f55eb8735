import { readFile } from "node:fs/promises";
import path from "node:path";
import pc from "picocolors";
import { expect, it } from "vitest";
import { runProgram } from "../program.js";
import type { Terminal } from "../terminal/terminal.js";
import { folderOf, runNode, unbake } from "../testing/command.js";
import { pictureFiles, viewsOf } from "./snapshot.js";

const plate = `@settings(defaultLengthUnit = mm, kclVersion = 1.0)
plate = startSketchOn(XY)
  |> startProfile(at = [0, 0])
  |> xLine(length = 40)
  |> yLine(length = 20)
  |> xLine(length = -40)
  |> close()
  |> extrude(length = 5)
`;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const ignore = () => undefined;
const silent: Terminal = {
  data: ignore,
  note: ignore,
  status: ignore,
  ask: async () => undefined,
  watched: false,
  paint: pc.createColors(false),
};

async function headOf(file: string) {
  const png = await readFile(file);
  return {
    signature: [...png.subarray(0, 8)],
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    colorType: png[25],
  };
}

it("draws KCL and STEP alike, the same bytes for the same solid", async () => {
  const folder = await folderOf({ "plate.kcl": plate });
  await runNode(unbake, ["run", "plate.kcl", "-o", "plate.step"], folder);
  const args = ["--views", "top,iso", "--size", "64", "--json"];
  const kcl = await runNode(unbake, ["snapshot", "plate.kcl", ...args], folder);
  expect(kcl.status).toBe(0);
  const record = JSON.parse(kcl.stdout);
  expect(record).toMatchObject({ file: "plate.kcl", status: "success", size: 64, bodies: 1, triangles: 12 });
  expect(record.pictures.map(({ view, path: place }: { view: string; path: string }) => [view, place])).toEqual([
    ["top", "plate.top.png"],
    ["iso", "plate.iso.png"],
  ]);
  expect(await headOf(path.join(folder, "plate.top.png"))).toEqual({ signature, width: 64, height: 64, colorType: 2 });

  const step = await runNode(unbake, ["snapshot", "plate.step", "-o", "s.png", "--size", "64"], folder);
  expect([step.status, step.stdout]).toEqual([0, "s.png\n"]);
  const fromKcl = await readFile(path.join(folder, "plate.iso.png"));
  expect((await readFile(path.join(folder, "s.png"))).equals(fromKcl)).toBe(true);
});

it("tells what is wrong", async () => {
  const folder = await folderOf({ "half.step": "ISO-10303-21;\nHEADER;\n", "plate.kcl": plate });
  const broken = await runNode(unbake, ["snapshot", "half.step", "--json"], folder);
  expect([broken.status, JSON.parse(broken.stdout).code]).toEqual([1, "truncated"]);
  expect((await runNode(unbake, ["snapshot", "missing.step"], folder)).status).toBe(3);
  for (const wrong of [
    ["--views", "iso,under"],
    ["--size", "15"],
    ["--size", "4097"],
    ["--ground", "green"],
    ["-o", "plate.jpg"],
  ]) {
    expect(await runProgram(["snapshot", "plate.kcl", ...wrong], silent)).toBe(2);
  }
});

it("reads lists of views and names files after them", () => {
  expect(viewsOf("iso, front,iso")).toEqual(["iso", "front"]);
  expect(viewsOf("")).toBeUndefined();
  expect(viewsOf("isometric")).toBeUndefined();
  expect(pictureFiles("a/my part.step", undefined, ["iso"])).toEqual([path.join("a", "my_part.png")]);
  expect(pictureFiles("a.step", "b/c.PNG", ["iso", "top"])).toEqual(["b/c.iso.png", "b/c.top.png"]);
});
