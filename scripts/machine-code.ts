// Converts the examples once so that the optimising compiler makes the machine code of what conversions call, and keeps it for the
// processes to come (kernel/src/wasm). Runs as npm's `prepare`, about 15 s; without it everything works, more slowly: whatever
// goes wrong here costs speed only, so it is done in a child and never fails an installation.
import { spawnSync } from "node:child_process";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createKclTools } from "@unbake/engine";
import { serializeModules, useMachineCode } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { convertFile } from "@unbake/recover";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const examples = path.join(root, "examples");

const folder = path.join(root, "node_modules/.cache/unbake");

if (process.argv.includes("--make")) {
  await make();
} else {
  const began = performance.now();
  // What an earlier Node or an earlier module left behind.
  await rm(folder, { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), "--make"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(status === 0 ? `machine code made in ${seconds} s` : "no machine code: conversions start more slowly");
}

async function make() {
  useMachineCode({ make: true });
  const kernel = await createKernel();
  const kcl = await createKclTools();
  for (const name of (await readdir(examples)).filter((entry) => entry.endsWith(".step")).sort()) {
    const bytes = await readFile(path.join(examples, name));
    const { status, message } = await convertFile({ kernel, kcl: async () => kcl }, bytes, { name });
    if (status !== "success") console.error(`machine code: ${name} is not converted: ${message}`);
  }
  serializeModules();
  process.exit(0);
}
