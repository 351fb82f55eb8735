/** A database, a storage and workers with a scripted child, for tests of what goes on behind the API. */
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { registerFiles } from "../datasets/register.js";
import {
  type ConversionRow,
  createDatabase,
  type Database,
  type Dataset,
  type EmbeddedPostgres,
  newId,
  runMigrations,
  startEmbeddedPostgres,
} from "../db/index.js";
import { silentLogger } from "../log/index.js";
import { feed, prepareQueue, type Runner, type RunnerOptions, startRunner } from "../scheduling/index.js";
import { type SweepOptions, type Swept, sweep } from "../scheduling/sweeper.js";
import { type BlobStore, folderStore, stage, writeStaged } from "../storage/index.js";

export interface TestBackend {
  readonly database: Database;
  readonly store: BlobStore;
  readonly postgres: EmbeddedPostgres;
  readonly folder: string;
  readonly storageFolder: string;
  organization(name: string): Promise<string>;
  dataset(orgId: string, more?: Partial<Dataset>): Promise<Dataset>;
  /** Uploads texts by their paths; returns how many conversions were queued. */
  upload(dataset: Dataset, files: Readonly<Record<string, string>>): Promise<number>;
  worker(more?: Partial<RunnerOptions>): Promise<Runner>;
  rowOf(dataset: Dataset, file: string): Promise<ConversionRow>;
  /** Sweeps twice, a lease apart: leases count as run out only when there were sweeps for so long. What was put right by both. */
  sweep(options: SweepOptions): Promise<Swept>;
  /** Feeds until the conversion of `file` is as `wanted`; throws after a while. */
  until(dataset: Dataset, file: string, wanted: (row: ConversionRow) => boolean): Promise<ConversionRow>;
  close(): Promise<void>;
}

export const feeding = { jobsPerSlot: 2, minWindow: 4, maxRunningPerOrg: 100 };
/** A real conversion on a busy machine. */
const patienceMs = 100_000;
/** Real workers of the built package with a child that follows the file's script. */
export const scriptedChild = fileURLToPath(new URL("./pipelineChild.mjs", import.meta.url));

/** A fresh database: on the server that UNBAKE_TEST_DATABASE_URL names, else on one of our own. */
async function serverFor(folder: string): Promise<EmbeddedPostgres> {
  const server = process.env.UNBAKE_TEST_DATABASE_URL;
  if (!server) return startEmbeddedPostgres(folder, { durable: false });
  const name = `unbake_${randomUUID().replaceAll("-", "")}`;
  const admin = createDatabase(server);
  await admin.pool.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    pid: () => 0,
    isOurs: () => false,
    async stop() {
      await admin.pool.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
}

export async function startTestBackend(): Promise<TestBackend> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbake-backend-"));
  // Open to the account that PostgreSQL runs as: else its cluster would lie outside, and stay when the test is killed.
  await chmod(folder, 0o755);
  const postgres = await serverFor(folder);
  const database = createDatabase(postgres.url);
  await runMigrations(database.pool);
  await prepareQueue(database);
  const db = database.kysely;
  const storageFolder = path.join(folder, "objects");
  const store = { db, objects: folderStore(storageFolder) };
  const scratch = path.join(folder, "scratch");
  const workers: Runner[] = [];

  const rowOf = (dataset: Dataset, file: string) =>
    db
      .selectFrom("conversions")
      .selectAll()
      .where("dataset_id", "=", dataset.id)
      .where("file_path", "=", file)
      .executeTakeFirstOrThrow();

  return {
    database,
    store,
    postgres,
    folder,
    storageFolder,
    rowOf,
    async organization(name) {
      const id = newId();
      await db.insertInto("organizations").values({ id, name, aws_external_id: id }).execute();
      return id;
    },
    async dataset(orgId, more = {}) {
      const id = newId();
      return db
        .insertInto("datasets")
        .values({
          id,
          org_id: orgId,
          name: "d",
          storage_provider: "zoo_managed",
          source_uri: `zoo-managed://${id}`,
          ...more,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
    },
    async upload(dataset, files) {
      const found = [];
      for (const [file, text] of Object.entries(files)) {
        const staged = await stage(Readable.from([Buffer.from(text)]), { folder: scratch, maxBytes: 1e6 });
        const { head } = staged;
        const ref = await writeStaged(store, dataset.id, staged);
        found.push({ path: file, etag: `"${ref.sha256}"`, ...ref, head });
      }
      return registerFiles(db, dataset, found);
    },
    async worker(more = {}) {
      const started = await startRunner({
        database,
        objects: store.objects,
        source: {},
        slots: 2,
        leaseMs: 2000,
        maxAttempts: 3,
        importerVersion: "1.0.0",
        limits: { timeoutMs: 30_000, memoryBytes: 2 ** 30 },
        childModule: scriptedChild,
        input: { scratch, maxFileBytes: 1e6, searchBudgetMs: 1000 },
        log: silentLogger,
        ...more,
      });
      workers.push(started);
      return started;
    },
    async sweep(options) {
      const first = await sweep(db, options);
      await sleep(options.leaseMs + 5);
      const second = await sweep(db, options);
      return {
        requeued: first.requeued + second.requeued,
        givenUp: first.givenUp + second.givenUp,
        refed: first.refed + second.refed,
      };
    },
    async until(dataset, file, wanted) {
      for (const began = Date.now(); Date.now() - began < patienceMs; await sleep(50)) {
        await feed(db, feeding);
        const row = await rowOf(dataset, file);
        if (wanted(row)) return row;
      }
      throw new Error(`${file} stayed ${JSON.stringify(await rowOf(dataset, file))}`);
    },
    async close() {
      for (const worker of workers) await worker.drain(0);
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const hasEnded = ({ status }: ConversionRow) => status !== "queued" && status !== "in_progress";
