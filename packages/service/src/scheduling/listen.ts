import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export interface Listener {
  stop(): Promise<void>;
}

const reconnectMs = 500;
/** A server that went without a word is not waited for any longer. */
const farewellMs = 2000;

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
      const listening = async () => {
        await connection.connect();
        connection.on("notification", ({ payload }) => hear(payload ?? ""));
        await connection.query(`LISTEN ${connection.escapeIdentifier(channel)}`);
        onConnect();
        if (!stopping) await ended;
      };
      // A client that is ended while it connects never settles its `connect()` (pg 8): its end is waited for beside it. Not there yet, or
      // not any more: once again.
      await Promise.race([listening().catch(() => {}), ended]);
      await connection.end().catch(() => {});
      if (!stopping) await sleep(reconnectMs);
    }
  })();
  return {
    async stop() {
      stopping = true;
      const farewell = (async () => {
        await client?.end().catch(() => {});
        await loop;
      })();
      await Promise.race([farewell, sleep(farewellMs, undefined, { ref: false })]);
    },
  };
}
