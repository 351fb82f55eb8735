import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { canSeeMemory } from "./memory.js";

const built = fileURLToPath(new URL("../../dist/isolation/memory.js", import.meta.url));

/** In a process with few files: its children with files left, and with none. */
const script = `
  import { spawn } from "node:child_process";
  import { openSync } from "node:fs";
  const { childrenOf } = await import(${JSON.stringify(built)});
  const child = spawn("sleep", ["30"], { stdio: "ignore" });
  const before = childrenOf(process.pid)?.includes(child.pid);
  try { for (;;) openSync("/dev/null"); } catch {}
  const after = childrenOf(process.pid);
  child.kill("SIGKILL");
  console.log(before, after);`;

it.runIf(canSeeMemory())("a process that may open no more files does not take its children for gone", () => {
  const limited = ["-c", 'ulimit -n 40; exec "$@"', "sh", process.execPath, "--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync("sh", limited, { encoding: "utf8" });
  expect([stdout.trim(), stderr]).toEqual(["true undefined", ""]);
});
