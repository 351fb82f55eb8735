// Transpiles every package's TypeScript to dist/, file by file: stack traces keep their names. What is started for every file, the
// child, is one file with all it needs of ours: finding and reading 500 small ones took 0.3 s of a start.
// The page (packages/web) is built for browsers, by Vite.
// Runs as npm's `prepare`, so `./bin/unbake` works right after `npm ci`. Types are checked by `npm run check`.
import { access, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { build as buildPage } from "vite";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (e) => e.isFile() && e.name.endsWith(".ts") && !e.name.endsWith(".test.ts") && !e.name.endsWith(".fixture.ts"),
    )
    .map((e) => path.join(e.parentPath, e.name))
    .sort();
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const text = await readFile(path.join(folder, "package.json"), "utf8");
  return Object.keys((JSON.parse(text) as { readonly dependencies?: object }).dependencies ?? {});
}

/** Removes what is left of sources that are gone. The folder itself stays: processes that run from it keep running. */
async function removeStale(folder: string): Promise<void> {
  const entries = await readdir(path.join(folder, "dist"), { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((e) => e.isFile())) {
    const output = path.join(entry.parentPath, entry.name);
    const source = path.join(
      folder,
      "src",
      path.relative(path.join(folder, "dist"), output).replace(/\.(js(\.map)?|d\.ts)$/, ".ts"),
    );
    await access(source).catch(() => rm(output));
  }
}

const options: BuildOptions = {
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: "linked",
  logLevel: "warning",
};
const packages = (await readdir(path.join(root, "packages"), { withFileTypes: true })).filter((e) => e.isDirectory());
/** Its sources run in browsers. */
const page = "web";
const bundled = [path.join(root, "packages/jobs/src/child/main.ts")];
const external = new Set<string>();
for (const { name } of packages) {
  const folder = path.join(root, "packages", name);
  for (const dependency of await dependenciesOf(folder))
    if (!dependency.startsWith("@unbake/")) external.add(dependency);
  if (name === page) continue;
  const entryPoints = (await sources(path.join(folder, "src"))).filter((file) => !bundled.includes(file));
  if (entryPoints.length === 0) continue;
  await build({ ...options, entryPoints, outbase: path.join(folder, "src"), outdir: path.join(folder, "dist") });
  await removeStale(folder);
}
for (const file of bundled) {
  const outfile = file.replace("/src/", "/dist/").replace(/\.ts$/, ".js");
  // Our packages' sources, not what was transpiled a moment ago.
  await build({
    ...options,
    entryPoints: [file],
    outfile,
    bundle: true,
    conditions: ["source"],
    external: [...external],
  });
}
await buildPage({ root: path.join(root, "packages", page), logLevel: "warn" });
