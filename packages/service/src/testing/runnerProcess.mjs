// A worker as a process of its own, for tests that kill it: node runnerProcess.mjs '{"url", "storage", "scratch", "leaseMs"}'.
import { fileURLToPath } from "node:url";
import { createDatabase } from "../../dist/db/database.js";
import { silentLogger } from "../../dist/log/log.js";
import { startRunner } from "../../dist/scheduling/runner.js";
import { folderStore } from "../../dist/storage/folder.js";

const { url, storage, scratch, leaseMs } = JSON.parse(process.argv[2]);
await startRunner({
  database: createDatabase(url),
  objects: folderStore(storage),
  source: {},
  slots: 2,
  leaseMs,
  maxAttempts: 3,
  importerVersion: "1.0.0",
  limits: { timeoutMs: 60_000, memoryBytes: 2 ** 30 },
  childModule: fileURLToPath(new URL("./pipelineChild.mjs", import.meta.url)),
  input: { scratch, maxFileBytes: 1e6, searchBudgetMs: 1000 },
  log: silentLogger,
});
process.stdout.write("ready\n");
