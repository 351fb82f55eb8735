import { useSyncExternalStore } from "react";

const minuteMs = 60_000;

let now = Date.now();
const listeners = new Set<() => void>();

/** One clock for all times on the page. */
setInterval(() => {
  now = Date.now();
  for (const tell of listeners) tell();
}, minuteMs);

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The time, to the minute: "3 min ago" goes on by itself. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
