// Writes examples/NAME.step from every examples/kcl/NAME.kcl with `unbake run`, so that the demo has files whose making is known.
import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, "examples");
for (const name of (await readdir(path.join(folder, "kcl"))).sort()) {
  const stem = path.basename(name, ".kcl");
  const args = [
    path.join(root, "bin", "unbake"),
    "run",
    path.join(folder, "kcl", name),
    "-o",
    path.join(folder, `${stem}.step`),
  ];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
