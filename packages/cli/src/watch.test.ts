import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { folderOf, unbake } from "./testing/command.js";

const box = (height: string): string =>
  `b = startSketchOn(XY) |> rectangle(width = 2, height = 3, center = [0, 0]) |> extrude(length = ${height})\n`;

it("unbake run --watch executes again after each change, says what is wrong, writes the output, and ends with Ctrl-C", async () => {
  const folder = await folderOf({ "part.kcl": box("4") });
  const file = path.join(folder, "part.kcl");
  const child = spawn(process.execPath, [unbake, "run", "part.kcl", "--watch", "--json", "-o", "part.stl"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    /** Line `count` of what it says. */
    const line = async (
      count: number,
    ): Promise<{ readonly volume_mm3: number; readonly issues: readonly object[] }> => {
      while (said.split("\n").length <= count) await once(child.stdout, "data");
      return JSON.parse(said.split("\n")[count - 1] ?? "");
    };
    expect((await line(1)).volume_mm3).toBeCloseTo(24, 9);
    expect(existsSync(path.join(folder, "part.stl"))).toBe(true);
    await writeFile(file, box("5"));
    expect((await line(2)).volume_mm3).toBeCloseTo(30, 9);
    await writeFile(file, box("5 +"));
    expect((await line(3)).issues).toHaveLength(1);
    await writeFile(file, box("6"));
    expect((await line(4)).volume_mm3).toBeCloseTo(36, 9);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    // Its own output did not set it off.
    expect(said.trim().split("\n")).toHaveLength(4);
  } finally {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  }
}, 60_000);
