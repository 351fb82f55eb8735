/** A stand-in for an OpenAI-compatible endpoint: answers as the test says, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface StandIn {
  /** The base of its interface. */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** The body of a chat completion that says `content`. */
export const completion = (content: unknown): string => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return JSON.stringify({ choices: [{ message: { role: "assistant", content: text } }] });
};

/** Starts a server of this machine whose every request ends in `answer`, which may leave it open. */
export async function startStandIn(answer: (asked: Asked, response: ServerResponse) => void): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? "", authorization: request.headers.authorization, body: await textOf(request) };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}
