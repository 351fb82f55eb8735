// Sources as one file of JavaScript: test code, which is not part of what is built, and scripts that run where nothing can be loaded but files.
import { rm } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { root } from "./folders.js";

/**
 * Bundles a script and returns the path of the file, which is removed when this process ends. It lies below the root, so that what is not
 * bundled is found from there, and where no build tidies up.
 */
export async function bundle(script: string, options: BuildOptions): Promise<string> {
  const name = `${path.basename(script, ".ts")}-${process.pid}.mjs`;
  const outfile = path.join(root, "node_modules", ".cache", "unbake", name);
  await build({
    entryPoints: [script],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    ...options,
  });
  process.on("exit", () => void rm(outfile, { force: true }));
  return outfile;
}

/** Our own sources go into the bundle; what is loaded as WebAssembly beside its script stays outside. */
export const withSources: BuildOptions = {
  conditions: ["source"],
  external: ["@kittycad/kcl-wasm-lib", "replicad-opencascadejs", "manifold-3d"],
};
