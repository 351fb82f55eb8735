/** Changes as they happen: server-sent events, read by hand, since EventSource cannot send a token. */
import { useEffect, useRef } from "react";
import { authorization } from "./client";
import { EventText, type ServerEvent } from "./eventText";

/** A server that cannot keep a stream open is asked again after this. */
const againMs = 3000;

/** Calls `onEvents` with what came together; bursts are one call, so that a view is drawn once for all of them. */
export function useEvents(path: string | undefined, onEvents: (events: readonly ServerEvent[]) => void): void {
  const heard = useRef(onEvents);
  heard.current = onEvents;
  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    void listen(path, stop.signal, (events) => heard.current(events));
    return () => stop.abort();
  }, [path]);
}

async function listen(
  path: string,
  signal: AbortSignal,
  tell: (events: readonly ServerEvent[]) => void,
): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    try {
      const headers = { ...authorization(), ...(last !== undefined && { "last-event-id": last }) };
      const response = await fetch(path, { headers, signal });
      // What is gone, or not the reader's any more, will not come back.
      if (response.status === 404 || response.status === 401) return;
      if (response.ok && response.body) {
        const text = new EventText();
        for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
          const events = text.add(piece);
          last = events.findLast(({ id }) => id !== undefined)?.id ?? last;
          if (events.length > 0) tell(events);
        }
      }
    } catch {
      // The stream broke: it is opened again below, from the last event that came.
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
