/** Flags of the service's settings: their names, help and values come from the service's own table. */

import type { Config, SettingName } from "@unbake/service";
import { type Command, Option } from "commander";
import type { Terminal } from "../terminal/terminal.js";
import { usage } from "./errors.js";

/** What was typed, by commander's names: `--database-url` is `databaseUrl`. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** The flags that commands offer. The service is loaded only when it runs, so help texts are here; a test compares them. */
const flags = {
  data: ["--data <dir>", "folder for the embedded database, stored files and temporary files"],
  host: ["--host <address>", "address to listen on"],
  port: ["--port <n>", "port to listen on; 0 takes a free one"],
  database_url: ["--database-url <url>", "PostgreSQL server to use; without it one is started in the data folder"],
  storage: ["--storage <place>", "where files are kept: a folder, or s3://bucket/prefix"],
  jobs: ["-j, --jobs <n>", "conversions at a time in this process; 0 runs none"],
  timeout_seconds: ["--timeout <seconds>", "wall-clock limit of one conversion"],
  log_level: ["--log-level <level>", "debug, info, warn or error"],
  log_format: ["--log-format <format>", "json or text"],
} as const satisfies Partial<Record<SettingName, readonly [string, string]>>;

type FlagName = keyof typeof flags;

/** Adds the flags of these settings, and --config. */
export function addSettings(command: Command, names: readonly FlagName[]): Command {
  for (const name of names) {
    const [flag, about] = flags[name];
    command.option(flag, about);
  }
  return command
    .option("--config <file>", "a TOML file with settings (docs/configuration.md)")
    .option("--secret-file <file>", "another one with those that are secrets: database_url, embeddings_key");
}

/** The configuration of flags, environment and files. Warns of a secret that was typed. @throws CommandError */
export async function readConfig(typed: Flags, terminal: Pick<Terminal, "note">): Promise<Config> {
  const { ConfigError, loadConfig } = await import("@unbake/service");
  const given: Partial<Record<SettingName, string>> = {};
  for (const [name, [flag]] of Object.entries(flags) as [FlagName, readonly [string, string]][]) {
    const value = typed[new Option(flag).attributeName()];
    if (typeof value === "string") given[name] = value;
  }
  if (given.database_url !== undefined && hasPassword(given.database_url))
    terminal.note(
      "unbake: warning: the password in --database-url is seen by everybody on this machine: set DATABASE_URL or give --secret-file",
    );
  return loadConfig({
    flags: given,
    ...(typeof typed.config === "string" && { file: typed.config }),
    ...(typeof typed.secretFile === "string" && { secretFile: typed.secretFile }),
  }).catch((error: unknown) => {
    throw error instanceof ConfigError ? usage(error.message) : error;
  });
}

function hasPassword(url: string): boolean {
  return URL.canParse(url) && (new URL(url).password !== "" || new URL(url).searchParams.has("password"));
}
