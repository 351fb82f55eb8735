// What is in storage and on disk at the end.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, sure } from "../runner/sure.js";
import type { Queries } from "./audit.js";
import type { Process } from "./process.js";

const collectLimitMs = 120_000;

/** Until blobs that nothing refers to are collected and the number of blobs stands still; what is left after the limit is found as left over. */
export async function untilCollected(queries: Queries): Promise<void> {
  const count = async () => sure((await queries.ask<{ n: number }>("SELECT count(*)::int AS n FROM blobs"))[0]).n;
  let last = await count();
  for (let still = 0, began = Date.now(); still < 10 && Date.now() - began < collectLimitMs; ) {
    await sleep(1000);
    const now = await count();
    still = now === last ? still + 1 : 0;
    last = now;
  }
}

/** Every object in storage by its address, and whether its bytes are what the address says. */
export async function objectsOf(storage: string): Promise<ReadonlyMap<string, boolean>> {
  const objects = new Map<string, boolean>();
  const entries = await readdir(path.join(storage, "datasets"), { withFileTypes: true, recursive: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch((error: unknown) => {
      // Collected since the folder was listed; one that is lost is missed by whoever refers to it.
      if (codeOf(error) !== "ENOENT") throw error;
    });
    if (bytes) objects.set(entry.name, createHash("sha256").update(bytes).digest("hex") === entry.name);
  }
  return objects;
}

/** Folders of temporary files that belong to no process that lives: each start removes those of the dead. */
export async function strayFolders(scratch: string, processes: readonly Process[]): Promise<string[]> {
  const alive = new Set(processes.filter((one) => one.alive).map(({ pid }) => String(pid)));
  const names = await readdir(scratch);
  const isStray = (name: string) => !alive.has(name.split("-").at(-2) ?? "");
  return names.filter(isStray).map((name) => `scratch/${name} was left behind`);
}
