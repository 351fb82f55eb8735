/** A whole service in one process: database, storage, API, feeder, workers, each as far as it is wanted. */
import path from "node:path";
import {
  childIsolation,
  createChildPool,
  describeIsolation,
  type Isolation,
  isFull,
  type SandboxMode,
} from "@unbake/jobs";
import { createToken, createTokenFor, ensureFirstOrganization, listOrganizations } from "../auth/index.js";
import { conditionOf, probeAll, watchConditions } from "../conditions/index.js";
import type { Config } from "../config/index.js";
import { startHousekeeping, startSyncing } from "../datasets/index.js";
import { patiently } from "../db/patience.js";
import type { Logger } from "../log/index.js";
import { type Loop, prepareQueue, startFeeder, startRunner, startSweeper } from "../scheduling/index.js";
import { createEndpointEmbedder, createLocalEmbedder, type Embedder, startEmbedding } from "../search/index.js";
import { type Api, extensionsOf, startApi } from "./api.js";
import { openDatabase } from "./database.js";
import { openScratch } from "./scratch.js";
import { openStore, sourceOptions } from "./storage.js";

export interface ServiceOptions {
  readonly config: Config;
  readonly log: Logger;
  /** Of this program: what conversions are stamped with. */
  readonly version: string;
  /** False: only conversions, no API (`unbake worker`). */
  readonly withApi: boolean;
  /** For tests: a worker module instead of the real one. */
  readonly childModule?: string;
}

export interface Service {
  /** Undefined without API. */
  readonly api: Api | undefined;
  /** The token of the organisation that the first start made; undefined on every other start. */
  readonly firstToken: string | undefined;
  /** Makes a token of an administrator of the first organisation. */
  createToken(name: string): Promise<string>;
  /** Takes nothing new, lets running conversions end for as long as configured, gives the others back, closes everything. */
  stop(): Promise<void>;
}

const megabyte = 2 ** 20;
/** Time for a search of a program within a conversion's limit; the rest is for proofs and pictures. */
const searchShare = 0.5;
/** Jobs that wait in the queue for each slot of the fleet. */
const jobsPerSlot = 2;
const minWindow = 8;
/** A model for a viewer: the file is read and meshed, nothing else. */
const modelTimeoutMs = 120_000;
/** What is changed with a slider must be quick; a program that is not is converted as an override. */
const programTimeoutMs = 30_000;
/** A disk that is full or a bucket that does not answer at the start: the process ends with the reason, and is started again from outside. */
const startPatienceMs = 30_000;
const filesPerUpload = 10_000;
const eventStreams = 200;
const streamsPerOrg = 50;
/** A token that is revoked is of no use within so long, for what is open as well. */
const lookAtAnswersMs = 2000;
const stalledAfterMs = 30_000;
const bodySilenceMs = 60_000;

/**
 * Starts what is wanted and resolves when it works. Throws when database or storage cannot be had; then nothing is left running. A database
 * that is lost while the service starts is waited for, as one that is lost later.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, log, version, withApi, childModule } = options;
  const ending: (() => Promise<unknown>)[] = [];
  let draining = false;
  const stop = async () => {
    draining = true;
    for (const end of ending.splice(0).reverse()) await end();
  };
  try {
    const { database, close } = await openDatabase(config, log);
    ending.push(close);
    await patiently(() => prepareQueue(database));
    const objects = openStore(config);
    const source = sourceOptions(config);
    const hasCondition = (error: unknown) => conditionOf(error) !== undefined;
    const inTime = <T>(body: () => Promise<T>) => patiently(body, startPatienceMs, hasCondition);
    const { folder: scratch, remove } = await inTime(() => openScratch(path.join(config.data, "scratch")));
    ending.push(remove);
    await inTime(() => objects.check());
    const probe = () => probeAll({ db: database.kysely, objects, scratch });
    const conditions = watchConditions({ probe, log: log.scope({ watch: "conditions" }) });
    ending.push(() => conditions.stop());
    const token = createToken();
    const firstToken = await patiently(() => ensureFirstOrganization(database.kysely, token));

    const keep = (loop: Loop) => void ending.push(() => loop.stop());
    const leaseMs = config.lease_seconds * 1000;
    const feeding = { jobsPerSlot, minWindow, maxRunningPerOrg: config.max_running_per_org };
    keep(startFeeder(database, feeding, log));
    keep(startSweeper(database, { maxAttempts: config.max_attempts, importerVersion: version, leaseMs }, log));

    keep(startSyncing(database, { source, everyMs: config.sync_minutes * 60_000 }, log));
    keep(startHousekeeping({ db: database.kysely, objects }, log));

    // The setting's parser lets nothing else pass.
    const sandbox = config.sandbox as SandboxMode;
    const module = { sandbox, ...(childModule !== undefined && { childModule }) };
    sayIsolation(childIsolation(module), sandbox, log);
    const isDraining = () => draining;
    const around = { database, objects, source, scratch, conditions, isDraining, module, version, log };
    const api = withApi ? await startEdge(config, around, ending) : undefined;

    if (config.jobs > 0) {
      const workers = await startRunner({
        ...module,
        database,
        objects,
        source,
        slots: config.jobs,
        leaseMs,
        maxAttempts: config.max_attempts,
        importerVersion: version,
        limits: { timeoutMs: config.timeout_seconds * 1000, memoryBytes: config.memory_mb * megabyte },
        conditions,
        input: {
          scratch,
          maxFileBytes: config.max_file_mb * megabyte,
          searchBudgetMs: config.timeout_seconds * 1000 * searchShare,
        },
        log,
      });
      ending.push(() => workers.drain(config.drain_seconds * 1000));
    }
    const createAdminToken = async (name: string) => {
      const [org] = await listOrganizations(database.kysely);
      if (!org) throw new Error("the service has no organisation");
      return (await createTokenFor(database.kysely, { orgId: org.id, role: "admin", name })).token;
    };
    return { api, firstToken, createToken: createAdminToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Parts = Parameters<typeof startApi>[0];

/** What a service has whether it has an API or not. */
interface Around extends Pick<Parts, "objects" | "source" | "scratch" | "conditions" | "isDraining" | "log"> {
  readonly database: Parts["database"];
  readonly module: { readonly sandbox: SandboxMode; readonly childModule?: string };
  readonly version: string;
}

/** The API with its embedder and its pool for models; puts into `ending` what ends them. */
async function startEdge(config: Config, around: Around, ending: (() => Promise<unknown>)[]): Promise<Api> {
  const { database, objects, source, scratch, conditions, isDraining, module, version, log } = around;
  const embedder = embedderOf(config);
  const hasPgvector = (await patiently(() => extensionsOf(database.kysely))).has("vector");
  const onError = (error: unknown) => log.warn("chunks were not embedded", { error });
  ending.push(startEmbedding(database.kysely, embedder, hasPgvector, onError));
  const poolOfOne = (timeoutMs: number) => {
    const limits = { timeoutMs, memoryBytes: config.memory_mb * megabyte };
    const pool = createChildPool({ ...module, size: 1, scratch, limits });
    ending.push(() => pool.close());
    return pool;
  };
  const modelPool = poolOfOne(modelTimeoutMs);
  // Of its own: who drags a slider does not wait for somebody else's model.
  const programPool = poolOfOne(programTimeoutMs);
  const setting = {
    version,
    // The setting's parser lets nothing else pass.
    apiVersion: config.api_version as "2026-08" | "2026-02",
    ...(config.requests_per_second > 0 && {
      rateLimit: { perSecond: config.requests_per_second, burst: 2 * config.requests_per_second },
    }),
    awsPrincipalArn: config.aws_principal,
    ...(config.cors_origins !== undefined && { corsOrigins: config.cors_origins.split(",") }),
    maxFileBytes: config.max_file_mb * megabyte,
    maxFilesPerUpload: filesPerUpload,
    maxEventStreams: eventStreams,
    maxStreamsPerOrg: streamsPerOrg,
    lookAtAnswersMs,
    stalledAfterMs,
    bodySilenceMs,
  };
  const parts = { database, objects, source, scratch, embedder, modelPool, programPool, setting, conditions, log };
  const edge = await startApi({ ...parts, isDraining }, { port: config.port, host: config.host });
  ending.push(() => edge.close());
  return edge;
}

/** Loudly where conversions of strangers' files could reach more than their own. */
function sayIsolation(isolation: Isolation, mode: SandboxMode, log: Logger): void {
  const how = { by: isolation.by, isolation: describeIsolation(isolation) };
  if (isFull(isolation)) log.info("conversions are isolated", how);
  else log.warn("CONVERSIONS ARE NOT FULLY ISOLATED", { ...how, sandbox: mode });
}

function embedderOf({ embeddings_url: url, embeddings_model: model, embeddings_key: key }: Config): Embedder {
  if (url === undefined) return createLocalEmbedder();
  return createEndpointEmbedder({ url, model, ...(key !== undefined && { key }) });
}
