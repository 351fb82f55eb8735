// npm run pack: every package as it would be published, into out/pack.
import { spawnSync } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const target = path.join(root, "out", "pack");
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const folders = (await readdir(path.join(root, "packages"))).map((name) => `./packages/${name}`);
const { status } = spawnSync(
  "npm",
  ["pack", "--ignore-scripts", "--silent", "--pack-destination", target, ...folders],
  {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  },
);
process.exitCode = status ?? 1;
