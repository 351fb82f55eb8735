/** A service over HTTP, ours or Zoo's: address and token from the environment, errors in the words of the server. */
import type { Command } from "commander";

const defaultHost = "http://127.0.0.1:8080";
const retries = 4;
const firstRetryMs = 500;

export interface RemoteFlags {
  readonly host?: string;
  readonly token?: string;
}

/** The server said no. */
export class ServerError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "ServerError";
    this.status = status;
  }
}

export interface Client {
  json<T>(path: string, init?: RequestInit): Promise<T>;
  /** An answer whose body is still to be read. */
  send(path: string, init?: RequestInit): Promise<Response>;
}

/** Adds `--host` and `--token`. */
export function addRemote(command: Command): Command {
  return command
    .option("--host <url>", `the service (UNBAKE_HOST, else ${defaultHost})`)
    .option("--token <token>", "who you are (UNBAKE_TOKEN)");
}

/** A client; what only reads is tried again when the server is busy or away for a moment. */
export function createClient(flags: RemoteFlags, env: NodeJS.ProcessEnv = process.env): Client {
  const base = (flags.host ?? env.UNBAKE_HOST ?? defaultHost).replace(/\/+$/, "");
  const host = /^https?:\/\//.test(base) ? base : `http://${base}`;
  const token = flags.token ?? env.UNBAKE_TOKEN;
  if (!token) throw new Error("no token: set UNBAKE_TOKEN or give --token (`unbake token create` makes one)");

  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    const repeatable = init.method === undefined || init.method === "GET";
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries;
      let response: Response;
      try {
        response = await fetch(`${host}${path}`, { ...init, headers });
      } catch (error) {
        if (repeatable && !last && !init.signal?.aborted) {
          await pause(firstRetryMs * 2 ** attempt);
          continue;
        }
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
        throw new Error(`${host} does not answer: ${cause}`, { cause: error });
      }
      if (response.ok) return response;
      // 429 was not done, so it can be sent again whatever it was, when its body is still there.
      const again =
        response.status === 429
          ? typeof init.body !== "object" || init.body instanceof FormData
          : repeatable && response.status === 503;
      if (again && !last) {
        const asked = Number(response.headers.get("retry-after"));
        await response.body?.cancel();
        await pause(asked > 0 ? asked * 1000 : firstRetryMs * 2 ** attempt);
        continue;
      }
      throw new ServerError(response.status, await wordsOf(response));
    }
  };
  return { send, json: async <T>(path: string, init?: RequestInit) => (await (await send(path, init)).json()) as T };
}

async function wordsOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { message, request_id, error_code } = JSON.parse(text) as Record<string, unknown>;
    if (typeof message === "string")
      return `${message} (${response.status}${error_code ? ` ${error_code}` : ""}, request ${request_id})`;
  } catch {
    // Not the server itself, perhaps a proxy before it.
  }
  return `the server answered ${response.status}: ${text.slice(0, 200)}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** JSON as a body. */
export function body(value: unknown): RequestInit {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/** Names and values as a query; what is undefined is left out. */
export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next_page?: string | null;
}

/** All items of a list, page by page, at most `limit`. */
export async function* pages<T>(
  client: Client,
  path: string,
  parameters: Readonly<Record<string, string | undefined>>,
  limit = Infinity,
): AsyncGenerator<T> {
  let left = limit;
  for (let token: string | undefined; left > 0; ) {
    const asked = { ...parameters, limit: Math.min(left, 100), page_token: token };
    const page = await client.json<Page<T>>(`${path}${query(asked)}`);
    yield* page.items.slice(0, left);
    left -= page.items.length;
    if (!page.next_page) return;
    token = page.next_page;
  }
}
