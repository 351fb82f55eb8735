/** Notifications of the database about changed datasets, on one connection for all who watch. */
import { eventChannel, type Listener, listen } from "../../scheduling/index.js";
import type { Changes } from "../context.js";

export interface ChangeListener extends Changes {
  close(): Promise<void>;
}

/** Listens on the database at `url` from the first watcher on. */
export function createChanges(url: string): ChangeListener {
  const watchers = new Map<string, Set<() => void>>();
  let listener: Listener | undefined;
  const tell = (datasetId: string) => {
    for (const onChange of watchers.get(datasetId) ?? []) onChange();
  };
  return {
    watch(datasetId, onChange) {
      // What happened while nobody listened is in the table: everybody looks again.
      listener ??= listen(url, eventChannel, tell, () => [...watchers.keys()].forEach(tell));
      const set = watchers.get(datasetId) ?? new Set();
      watchers.set(datasetId, set.add(onChange));
      return () => {
        set.delete(onChange);
        if (set.size === 0) watchers.delete(datasetId);
      };
    },
    async close() {
      await listener?.stop();
    },
  };
}
