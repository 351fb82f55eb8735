// The makers of the inputs and their judge are TypeScript beside the engine's tests: here they become one file that a child process can run.
import { rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/** Bundles the judge with the engine's and the kernel's sources and returns the path of the file; it is removed when this process ends. */
export async function bundle() {
  // Below the root, so that what is not bundled is found from there, and where no build tidies up.
  const outfile = path.join(import.meta.dirname, `../../node_modules/.cache/unbake/fuzz-judge-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, "child.mjs")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["source"],
    external: ["@kittycad/kcl-wasm-lib", "replicad-opencascadejs", "manifold-3d"],
    logLevel: "warning",
  });
  process.on("exit", () => void rm(outfile, { force: true }));
  return outfile;
}
