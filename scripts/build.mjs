// Transpiles every package's TypeScript to dist/ (no bundling: stack traces keep their file names).
// Runs as npm's `prepare`, so `./bin/unbake` works right after `npm ci`. Types are checked by `npm run check`.
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function sources(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (e) => e.isFile() && e.name.endsWith(".ts") && !e.name.endsWith(".test.ts") && !e.name.endsWith(".fixture.ts"),
    )
    .map((e) => path.join(e.parentPath, e.name))
    .sort();
}

const packages = (await readdir(path.join(root, "packages"), { withFileTypes: true })).filter((e) => e.isDirectory());
for (const { name } of packages) {
  const folder = path.join(root, "packages", name);
  const entryPoints = await sources(path.join(folder, "src"));
  if (entryPoints.length === 0) continue;
  await rm(path.join(folder, "dist"), { recursive: true, force: true });
  await build({
    entryPoints,
    outbase: path.join(folder, "src"),
    outdir: path.join(folder, "dist"),
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
  });
}
