import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export interface Listener {
  stop(): Promise<void>;
}

const reconnectMs = 500;

/**
 * Calls `hear` with each payload of a NOTIFY channel, on a connection of its own that is made again when it breaks. What was said
 * meanwhile is lost: `onConnect` lets the caller look at the rows again.
 */
export function listen(
  url: string,
  channel: string,
  hear: (payload: string) => void,
  onConnect: () => void = () => {},
): Listener {
  let stopping = false;
  let client: pg.Client | undefined;
  const loop = (async () => {
    while (!stopping) {
      const connection = new pg.Client({ connectionString: url, keepAlive: true });
      client = connection;
      const ended = new Promise<void>((resolve) => {
        connection.once("end", () => resolve());
        connection.on("error", () => resolve());
      });
      try {
        await connection.connect();
        connection.on("notification", ({ payload }) => hear(payload ?? ""));
        await connection.query(`LISTEN ${connection.escapeIdentifier(channel)}`);
        onConnect();
        if (!stopping) await ended;
      } catch {
        // Not there yet, or not any more: once again.
      }
      await connection.end().catch(() => {});
      if (!stopping) await sleep(reconnectMs);
    }
  })();
  return {
    async stop() {
      stopping = true;
      await client?.end().catch(() => {});
      await loop;
    },
  };
}
