/**
 * Every setting of the service, once: its name in the file, its environment variable, its flag, what it is for, and what it is by
 * default. docs/configuration.md is written from this table.
 */
import { availableParallelism, homedir } from "node:os";
import path from "node:path";
import { sandboxModes } from "@unbake/jobs";
import { logLevels } from "../log/index.js";

export interface Setting<T> {
  readonly env: string;
  /** Without the dashes; absent: no flag. */
  readonly flag?: string;
  readonly about: string;
  /** What the flag's value is called in help texts. */
  readonly value: string;
  readonly fallback: T;
  /** Throws with what is wrong with the text. */
  readonly parse: (text: string) => T;
  /** Not to be printed. */
  readonly secret?: boolean;
}

const text = (value: string) => value;

function whole(min: number, max: number): (text: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value.trim()) || number < min || number > max) {
      throw new Error(`"${value}" is not a whole number from ${min} to ${max}`);
    }
    return number;
  };
}

function oneOf<const T extends string>(...choices: readonly T[]): (text: string) => T {
  return (value) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new Error(`"${value}" is none of ${choices.join(", ")}`);
    return found;
  };
}

/** Throws unless every one is an origin as a browser writes it, or `*`. */
function origins(list: string): string {
  const found = list.split(",").map((origin) => origin.trim());
  for (const origin of found) {
    if (origin !== "*" && (!URL.canParse(origin) || new URL(origin).origin !== origin))
      throw new Error(`"${origin}" is no origin; write it like https://app.example.com`);
  }
  return found.join(",");
}

const setting = <T>(definition: Setting<T>): Setting<T> => definition;
const optional = setting<string | undefined>;

export const settings = {
  data: setting({
    env: "UNBAKE_DATA",
    flag: "data",
    value: "DIR",
    about: "folder for the embedded database, stored files and temporary files",
    fallback: path.join(homedir(), ".unbake"),
    parse: (value) => path.resolve(value),
  }),
  host: setting({
    env: "UNBAKE_HOST_ADDRESS",
    flag: "host",
    value: "ADDRESS",
    about: "address to listen on",
    fallback: "127.0.0.1",
    parse: text,
  }),
  port: setting({
    env: "UNBAKE_PORT",
    flag: "port",
    value: "N",
    about: "port to listen on; 0 takes a free one",
    fallback: 8080,
    parse: whole(0, 65_535),
  }),
  database_url: optional({
    env: "DATABASE_URL",
    flag: "database-url",
    value: "URL",
    about: "PostgreSQL server to use; without it one is started in the data folder",
    fallback: undefined,
    parse: text,
    secret: true,
  }),
  database_connections: setting({
    env: "UNBAKE_DATABASE_CONNECTIONS",
    value: "N",
    about: "connections of one process to the database at most, beside those of the job queue",
    fallback: 10,
    parse: whole(2, 1000),
  }),
  storage: optional({
    env: "UNBAKE_STORAGE",
    flag: "storage",
    value: "PLACE",
    about: "where files are kept: a folder, or s3://bucket/prefix; without it a folder in the data folder",
    fallback: undefined,
    parse: text,
  }),
  s3_endpoint: optional({
    env: "UNBAKE_S3_ENDPOINT",
    value: "URL",
    about: "server of the storage bucket when it is not AWS",
    fallback: undefined,
    parse: text,
  }),
  s3_region: setting({
    env: "UNBAKE_S3_REGION",
    value: "REGION",
    about: "region of the storage bucket",
    fallback: "us-east-1",
    parse: text,
  }),
  source_endpoint: optional({
    env: "UNBAKE_SOURCE_S3_ENDPOINT",
    value: "URL",
    about: "server of customers' buckets when it is not AWS",
    fallback: undefined,
    parse: text,
  }),
  source_region: setting({
    env: "UNBAKE_SOURCE_S3_REGION",
    value: "REGION",
    about: "region of customers' buckets",
    fallback: "us-east-1",
    parse: text,
  }),
  sts_endpoint: optional({
    env: "UNBAKE_STS_ENDPOINT",
    value: "URL",
    about: "server that gives out customers' roles when it is not AWS",
    fallback: undefined,
    parse: text,
  }),
  aws_principal: setting({
    env: "UNBAKE_AWS_PRINCIPAL",
    value: "ARN",
    about: "our own identity, which customers' roles trust",
    fallback: "arn:aws:iam::000000000000:root",
    parse: text,
  }),
  jobs: setting({
    env: "UNBAKE_JOBS",
    flag: "jobs",
    value: "N",
    about: "conversions at a time in this process; 0 runs none",
    fallback: Math.max(1, availableParallelism() - 1),
    parse: whole(0, 512),
  }),
  timeout_seconds: setting({
    env: "UNBAKE_TIMEOUT_SECONDS",
    flag: "timeout",
    value: "SECONDS",
    about: "wall-clock limit of one conversion",
    fallback: 600,
    parse: whole(5, 86_400),
  }),
  memory_mb: setting({
    env: "UNBAKE_MEMORY_MB",
    value: "MB",
    about: "memory limit of one conversion",
    fallback: 1500,
    parse: whole(200, 65_536),
  }),
  sandbox: setting({
    env: "UNBAKE_SANDBOX",
    value: "MODE",
    about:
      "isolation of conversions by the operating system: auto takes what the machine has, require does not start without, off leaves it to node",
    fallback: "auto",
    parse: oneOf(...sandboxModes),
  }),
  lease_seconds: setting({
    env: "UNBAKE_LEASE_SECONDS",
    value: "SECONDS",
    about: "a conversion whose worker was silent for so long goes back to the queue",
    fallback: 60,
    parse: whole(1, 3600),
  }),
  max_attempts: setting({
    env: "UNBAKE_MAX_ATTEMPTS",
    value: "N",
    about: "a conversion that lost so many workers ends as error_internal",
    fallback: 3,
    parse: whole(1, 100),
  }),
  max_running_per_org: setting({
    env: "UNBAKE_MAX_RUNNING_PER_ORG",
    value: "N",
    about: "conversions of one organisation at a time, over all workers",
    fallback: 1000,
    parse: whole(1, 1_000_000),
  }),
  drain_seconds: setting({
    env: "UNBAKE_DRAIN_SECONDS",
    value: "SECONDS",
    about: "time that running conversions get to end after SIGTERM",
    fallback: 20,
    parse: whole(0, 3600),
  }),
  sync_minutes: setting({
    env: "UNBAKE_SYNC_MINUTES",
    value: "MINUTES",
    about: "customers' buckets are listed again this often",
    fallback: 60,
    parse: whole(1, 100_000),
  }),
  max_file_mb: setting({
    env: "UNBAKE_MAX_FILE_MB",
    value: "MB",
    about: "files larger than this are refused",
    fallback: 500,
    parse: whole(1, 100_000),
  }),
  api_version: setting({
    env: "UNBAKE_API_VERSION",
    value: "VERSION",
    about:
      "keys that answers have when a request names no version (Zoo-Api-Version): 2026-08, or 2026-02 for older clients",
    fallback: "2026-08",
    parse: oneOf("2026-08", "2026-02"),
  }),
  requests_per_second: setting({
    env: "UNBAKE_REQUESTS_PER_SECOND",
    value: "N",
    about: "requests that one token may make for long, in one process; twice as many at once; 0 sets no limit",
    fallback: 2000,
    parse: whole(0, 1_000_000),
  }),
  cors_origins: optional({
    env: "UNBAKE_CORS_ORIGINS",
    value: "ORIGINS",
    about:
      "origins whose pages may call the API from a browser, with commas between (https://app.example.com); * is every one",
    fallback: undefined,
    parse: origins,
  }),
  embeddings_url: optional({
    env: "UNBAKE_EMBEDDINGS_URL",
    value: "URL",
    about:
      "an OpenAI-compatible endpoint for search by meaning (/embeddings is added); without it a small model of our own",
    fallback: undefined,
    parse: text,
  }),
  embeddings_model: setting({
    env: "UNBAKE_EMBEDDINGS_MODEL",
    value: "NAME",
    about: "the endpoint's model; it must give vectors of 512 numbers",
    fallback: "text-embedding-3-small",
    parse: text,
  }),
  embeddings_key: optional({
    env: "UNBAKE_EMBEDDINGS_KEY",
    value: "KEY",
    about: "the endpoint's key",
    fallback: undefined,
    parse: text,
    secret: true,
  }),
  log_level: setting({
    env: "UNBAKE_LOG_LEVEL",
    flag: "log-level",
    value: "LEVEL",
    about: "debug, info, warn or error",
    fallback: "info",
    parse: oneOf(...logLevels),
  }),
  log_format: setting({
    env: "UNBAKE_LOG_FORMAT",
    flag: "log-format",
    value: "FORMAT",
    about: "json or text; by default text on a terminal, json elsewhere",
    fallback: process.stderr.isTTY ? "text" : "json",
    parse: oneOf("json", "text"),
  }),
} as const satisfies Record<string, Setting<string | number | undefined>>;

export type SettingName = keyof typeof settings;

export type Config = { readonly [Name in SettingName]: (typeof settings)[Name]["fallback"] };
