// npm run bench:api: 20,000 random requests over all operations of the API (packages/service/src/http/random.test.ts); what was answered
// is recorded in bench/results/api.json. Fails on any server error or any answer that is not the contract's.
// UNBAKE_API_REQUESTS and UNBAKE_API_SEED: how many and which; only a run with neither is recorded.
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readArguments } from "./runner/arguments.js";
import { root } from "./runner/folders.js";
import { writeResults } from "./runner/results.js";

/** What the test writes. */
interface Tested {
  readonly requests: number;
  readonly seed: number;
  readonly seconds: number;
  readonly server_errors: number;
  readonly schema_violations: number;
  /** By operation: how many answers of each status. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const { command } = readArguments("api", {});
const { UNBAKE_API_REQUESTS: requests, UNBAKE_API_SEED: seed } = process.env;
const folder = await mkdtemp(path.join(tmpdir(), "unbake-bench-api-"));
const written = path.join(folder, "api.json");
const env = {
  ...process.env,
  UNBAKE_API_REQUESTS: requests ?? "20000",
  UNBAKE_API_SEED: seed ?? "20260803",
  UNBAKE_API_RESULTS: written,
};
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "packages/service/src/http/random.test.ts"], {
  cwd: root,
  env,
  stdio: "inherit",
});
if (status === 0 && requests === undefined && seed === undefined) {
  const { answers, ...summary } = JSON.parse(await readFile(written, "utf8")) as Tested;
  const rows = Object.entries(answers).map(([operation, of]) => ({ operation, answers: of }));
  await writeResults("api", command, { summary, rows });
}
await rm(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
