import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse as parseToml } from "smol-toml";
import { type Config, type SettingName, settings } from "./settings.js";

export interface ConfigSources {
  /** Values of flags by the settings' names. */
  readonly flags?: Readonly<Partial<Record<SettingName, string>>>;
  readonly env?: NodeJS.ProcessEnv;
  /** A TOML file; by default `unbake.toml` in the data folder, if it is there. */
  readonly file?: string;
  /** Another one, of the same form, with settings that are secrets and no others. */
  readonly secretFile?: string;
}

/** A setting has a value that it cannot have. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** The configuration: a flag counts before the environment, that before the files, those before the default. Throws `ConfigError`. */
export async function loadConfig({
  flags = {},
  env = process.env,
  file,
  secretFile,
}: ConfigSources = {}): Promise<Config> {
  const said = (name: SettingName): readonly [where: string, value: string] | undefined => {
    const { env: variable, ...rest } = settings[name];
    const flag = "flag" in rest ? rest.flag : undefined;
    const inFlags = flags[name];
    if (inFlags !== undefined) return [`--${flag ?? name}`, inFlags];
    const inEnv = env[variable];
    // An empty variable is how a shell says "none".
    return inEnv !== undefined && inEnv !== "" ? [variable, inEnv] : undefined;
  };
  const data = read("data", said("data")) ?? settings.data.fallback;
  const fromFile = await readFileSettings(file ?? env.UNBAKE_CONFIG, path.join(String(data), "unbake.toml"));
  const secrets = await readSecrets(secretFile);
  const entries = (Object.keys(settings) as SettingName[]).map((name) => [
    name,
    read(name, said(name) ?? secrets.get(name) ?? fromFile.get(name)) ?? settings[name].fallback,
  ]);
  return Object.fromEntries(entries) as Config;
}

function read(name: SettingName, said: readonly [string, string] | undefined): string | number | undefined {
  if (!said) return undefined;
  const [where, value] = said;
  try {
    return settings[name].parse(value);
  } catch (error) {
    throw new ConfigError(`${where}: ${error instanceof Error ? error.message : error}`);
  }
}

type FileSettings = Map<SettingName, readonly [where: string, value: string]>;

async function readSecrets(file: string | undefined): Promise<FileSettings> {
  if (file === undefined) return new Map();
  const found = await readFileSettings(file, file);
  for (const name of found.keys()) {
    const kind: { readonly secret?: boolean } = settings[name];
    if (!kind.secret) throw new ConfigError(`${file}: "${name}" is no secret: it belongs in unbake.toml`);
  }
  return found;
}

async function readFileSettings(named: string | undefined, usual: string): Promise<FileSettings> {
  const file = named || usual;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (!named && (error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  let table: Record<string, unknown>;
  try {
    table = parseToml(text);
  } catch (error) {
    throw new ConfigError(`${file}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  }
  const found: FileSettings = new Map();
  for (const [name, value] of Object.entries(table)) {
    if (!Object.hasOwn(settings, name)) throw new ConfigError(`${file}: there is no setting "${name}"`);
    found.set(name as SettingName, [`${file}, ${name}`, String(value)]);
  }
  return found;
}
