import type { Database } from "../db/index.js";
import type { Logger } from "../log/index.js";
import { type Loop, repeat } from "../scheduling/loops.js";
import { type SyncOptions, syncNext } from "./sync.js";

const lookEveryMs = 2000;

/** Syncs datasets when they are due: when they are created, when somebody asks, and every `everyMs`. */
export function startSyncing(database: Database, options: SyncOptions, log: Logger): Loop {
  const said = log.scope({ loop: "sync" });
  const stopping = new AbortController();
  const loop = repeat(lookEveryMs, said, async () => {
    while (!stopping.signal.aborted) {
      const synced = await syncNext(database.kysely, { ...options, signal: stopping.signal });
      if (!synced) return;
      const { dataset, queued, error, refused } = synced;
      if (error === undefined) said.info("synced", { dataset: dataset.id, queued, ...(refused && { refused }) });
      else said.warn("a sync failed", { dataset: dataset.id, error });
    }
  });
  return {
    async stop() {
      // A bucket of millions is listed for longer than a process that is told to end has.
      stopping.abort();
      await loop.stop();
    },
  };
}
