/** A real server on a real database in a temporary folder, and a client that checks every answer against the contract. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createChildPool } from "@unbake/jobs";
import { createOrganization, createTokenFor } from "../../auth/index.js";
import { probeAll, watchConditions } from "../../conditions/index.js";
import { createDatabase, type Database, runMigrations, startEmbeddedPostgres } from "../../db/index.js";
import { createLogger, type Logger, silentLogger } from "../../log/index.js";
import type { Embedder } from "../../search/index.js";
import { startApi } from "../../serve/api.js";
import { folderStore, type ObjectStore } from "../../storage/index.js";
import type { ApiSetting } from "../context.js";
import { faultsOfAnswer } from "../contract.fixture.js";
import { keysAfter202602 } from "../schemas/conversion.js";

export interface TestApi {
  readonly url: string;
  readonly database: Database;
  readonly objects: ObjectStore;
  /** Where uploads are while they arrive. */
  readonly uploadsFolder: string;
  /** A new organisation with an administrator's and a member's token. */
  organization(name: string): Promise<{ readonly id: string; readonly admin: string; readonly member: string }>;
  close(): Promise<void>;
}

const setting: ApiSetting = {
  version: "0.0.0",
  apiVersion: "2026-08",
  awsPrincipalArn: "arn:aws:iam::999999999999:root",
  maxFileBytes: 1_000_000,
  maxFilesPerUpload: 1000,
  maxEventStreams: 10,
  maxStreamsPerOrg: 10,
  lookAtAnswersMs: 500,
  stalledAfterMs: 5000,
  bodySilenceMs: 30_000,
};

/** Counts letters: a model that is there at once and knows a little. */
export const letterEmbedder: Embedder = {
  async embed(texts) {
    return texts.map((text) => {
      const counts = new Array<number>(512).fill(0);
      for (const letter of text.toLowerCase()) {
        const place = letter.charCodeAt(0) % counts.length;
        counts[place] = (counts[place] ?? 0) + 1;
      }
      return counts;
    });
  },
  async close() {},
};

const defaultLog = () => (process.env.UNBAKE_TEST_LOG ? createLogger({ format: "text" }) : silentLogger);

/** Starts everything; takes a few seconds the first time. */
export async function startTestApi(more: Partial<ApiSetting> = {}, log: Logger = defaultLog()): Promise<TestApi> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbake-api-"));
  // Open to the account that PostgreSQL runs as: else its cluster would lie outside, and stay when the test is killed.
  await chmod(folder, 0o755);
  const postgres = await startEmbeddedPostgres(path.join(folder, "data"), { durable: false });
  const database = createDatabase(postgres.url);
  await runMigrations(database.pool);
  const objects = folderStore(path.join(folder, "objects"));
  const modelPool = createChildPool({
    size: 1,
    limits: { timeoutMs: 60_000, memoryBytes: 2 ** 30 },
    childModule: new URL("../../../../jobs/dist/child/main.js", import.meta.url).pathname,
  });
  const api = await startApi(
    {
      database,
      objects,
      source: {},
      scratch: path.join(folder, "scratch"),
      embedder: letterEmbedder,
      modelPool,
      programPool: modelPool,
      setting: { ...setting, ...more },
      log,
      conditions: watchConditions({
        probe: () => probeAll({ db: database.kysely, objects, scratch: path.join(folder, "scratch") }),
        log: silentLogger,
      }),
      isDraining: () => false,
    },
    { port: 0, host: "127.0.0.1" },
  );
  return {
    url: `http://127.0.0.1:${api.port}`,
    database,
    objects,
    uploadsFolder: path.join(folder, "scratch", "uploads"),
    async organization(name) {
      const { id } = await createOrganization(database.kysely, name);
      const make = async (role: "admin" | "member") =>
        (await createTokenFor(database.kysely, { orgId: id, role, name: role })).token;
      return { id, admin: await make("admin"), member: await make("member") };
    },
    async close() {
      await api.close();
      await modelPool.close();
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies that the contract has checked
  readonly body: any;
}

/** Sends a request; throws when its answer is not one of the contract's (or, for /x, when it is a server error). */
export async function ask(url: string, token: string, operation: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  if (token !== "" && !headers.has("authorization")) headers.set("authorization", `Bearer ${token}`);
  const response = await fetch(url, { ...init, headers });
  const text = await response.text();
  const faults = operation.startsWith("x:")
    ? response.status >= 500
      ? [text]
      : []
    : await faultsOfAnswer(operation, response, headers.get("zoo-api-version") === "2026-02" ? asNewer(text) : text);
  if (faults.length > 0) throw new Error(`${init.method ?? "GET"} ${url} -> ${response.status}: ${faults.join("; ")}`);
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** A body of the profile 2026-02 with the one key that the newer contract requires, so that the newer contract can check the rest. */
function asNewer(text: string): string {
  const later = keysAfter202602.filter((key) => text.includes(`"${key}"`));
  if (later.length > 0) throw new Error(`the profile 2026-02 does not know ${later.join(", ")}`);
  return text.replaceAll('"file_etag":', '"manual_kcl_override_active":false,"file_etag":');
}
