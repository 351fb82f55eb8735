import { watch } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Editors write a file in several steps: a change is told when it has been quiet for so long. */
const quietMs = 60;

/** What programs are made of; whatever else is written into the folder, an output say, changes nothing. */
const relevant = /\.(kcl|step|stp|stl|obj|ply|gltf|glb|toml)$/i;

/** Yields at once, and then whenever a file of the folder other than `own` has changed, until the signal is aborted. */
export async function* changesOf(folder: string, own: string | undefined, signal: AbortSignal): AsyncGenerator<void> {
  const ignored = own === undefined ? undefined : path.relative(folder, path.resolve(own));
  let changed: () => void = () => undefined;
  let pending = true;
  const listening = (async () => {
    try {
      for await (const { filename } of watch(folder, { recursive: true, signal })) {
        if (filename !== null && (!relevant.test(filename) || filename === ignored)) continue;
        pending = true;
        changed();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  })();
  // It may fail while the caller is busy: the error is for the next time that changes are waited for.
  listening.catch(() => undefined);
  signal.addEventListener("abort", () => changed(), { once: true });
  while (!signal.aborted) {
    while (pending) {
      pending = false;
      await sleep(quietMs);
    }
    yield;
    if (!pending && !signal.aborted) {
      await Promise.race([new Promise<void>((resolve) => (changed = resolve)), listening]);
    }
  }
  await listening;
}
