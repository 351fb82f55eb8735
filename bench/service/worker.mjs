// A worker as a process of its own, whose children do nothing: node worker.mjs '{"url", "storage", "scratch", "slots"}'.
import { fileURLToPath } from "node:url";
import { createDatabase } from "../../packages/service/dist/db/database.js";
import { silentLogger } from "../../packages/service/dist/log/log.js";
import { startRunner } from "../../packages/service/dist/scheduling/runner.js";
import { folderStore } from "../../packages/service/dist/storage/folder.js";

const { url, storage, scratch, slots } = JSON.parse(process.argv[2]);
const workers = await startRunner({
  database: createDatabase(url),
  objects: folderStore(storage),
  source: {},
  slots,
  leaseMs: 60_000,
  maxAttempts: 3,
  importerVersion: "0.0.0",
  limits: { timeoutMs: 60_000, memoryBytes: 2 ** 30 },
  childModule: fileURLToPath(new URL("./noWorkChild.mjs", import.meta.url)),
  input: { scratch, maxFileBytes: 1e6, searchBudgetMs: 1000 },
  log: silentLogger,
});
process.once("SIGTERM", () => workers.drain(0).then(() => process.exit(0)));
process.send("ready");
