// Transpiles every package's TypeScript to dist/ (no bundling: stack traces keep their file names).
// Runs as npm's `prepare`, so `./bin/unbake` works right after `npm ci`. Types are checked by `npm run check`.
import { access, readdir, rm } from "node:fs/promises";
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

/** Removes what is left of sources that are gone. The folder itself stays: processes that run from it keep running. */
async function removeStale(folder) {
  const entries = await readdir(path.join(folder, "dist"), { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((e) => e.isFile())) {
    const output = path.join(entry.parentPath, entry.name);
    const source = path.join(
      folder,
      "src",
      path.relative(path.join(folder, "dist"), output).replace(/\.js(\.map)?$/, ".ts"),
    );
    await access(source).catch(() => rm(output));
  }
}

const packages = (await readdir(path.join(root, "packages"), { withFileTypes: true })).filter((e) => e.isDirectory());
for (const { name } of packages) {
  const folder = path.join(root, "packages", name);
  const entryPoints = await sources(path.join(folder, "src"));
  if (entryPoints.length === 0) continue;
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
  await removeStale(folder);
}
