// A worker as a process of its own, whose children do nothing: worker.ts '{"url", "storage", "scratch", "slots"}'.
import path from "node:path";
import { createDatabase, folderStore, silentLogger, startRunner } from "@unbake/service/internals";
import { bundle } from "../runner/bundle.js";
import { sure } from "../runner/sure.js";

export interface WorkerSetting {
  readonly url: string;
  readonly storage: string;
  readonly scratch: string;
  readonly slots: number;
}

const { url, storage, scratch, slots } = JSON.parse(sure(process.argv[2])) as WorkerSetting;
// What runs in the sandbox is plain JavaScript: nothing may be compiled there. Our packages stay outside, as they were built.
const childModule = await bundle(path.join(import.meta.dirname, "noWorkChild.ts"), { packages: "external" });
const workers = await startRunner({
  database: createDatabase(url),
  objects: folderStore(storage),
  source: {},
  slots,
  leaseMs: 60_000,
  maxAttempts: 3,
  importerVersion: "0.0.0",
  limits: { timeoutMs: 60_000, memoryBytes: 2 ** 30 },
  childModule,
  input: { scratch, maxFileBytes: 1e6, searchBudgetMs: 1000 },
  log: silentLogger,
});
process.once("SIGTERM", () => void workers.drain(0).then(() => process.exit(0)));
process.send?.("ready");
