// npm run bench:api: 20,000 random requests over all operations of the API (packages/service/src/http/random.test.ts); what was answered
// is recorded in bench/results/api.json. Fails on any server error or any answer that is not the contract's.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const env = {
  ...process.env,
  UNBAKE_API_REQUESTS: process.env.UNBAKE_API_REQUESTS ?? "20000",
  UNBAKE_API_SEED: process.env.UNBAKE_API_SEED ?? "20260803",
  UNBAKE_API_RESULTS: path.join(root, "bench", "results", "api.json"),
};
const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "packages/service/src/http/random.test.ts"], {
  cwd: root,
  env,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
