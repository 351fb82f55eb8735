import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { listen } from "./listen.js";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A "database" that takes connections and does with each what it is told to. */
async function standIn(meet: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return `postgres://unbake@127.0.0.1:${typeof address === "object" ? address?.port : 0}/unbake`;
}

it.each<[string, (socket: Socket) => void]>([
  ["closes when it is told goodbye", (socket) => socket.resume()],
  ["never says a word", (socket) => socket.pause()],
  ["cuts each connection at once", (socket) => socket.destroy()],
])("stops while it connects to a server that %s", async (_, meet) => {
  const listener = listen(await standIn(meet), "channel", () => {});
  await sleep(100);
  const began = Date.now();
  await listener.stop();
  expect(Date.now() - began).toBeLessThan(3000);
});
