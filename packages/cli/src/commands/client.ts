/** A service over HTTP, ours or Zoo's: errors are in the words of the server. */

export const defaultHost = "http://127.0.0.1:8080";
const retries = 4;
const firstRetryMs = 500;

/** The server said no. */
class ServerError extends Error {
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

/** A client; what only reads is tried again when the server is busy or away for a moment. */
export function createClient(address: string, token: string): Client {
  const base = address.replace(/\/+$/, "");
  const host = /^https?:\/\//.test(base) ? base : `http://${base}`;

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

export interface ListOptions {
  /** Reading ends when there are so many. */
  readonly most: number;
  /** Items of one request. */
  readonly pageSize?: number;
  /** The token of the page to begin with. */
  readonly from?: string;
}

/** The items of a list, page by page; `next` is the token of what comes after them, when there is more. */
export async function readList<T>(
  client: Client,
  path: string,
  parameters: Readonly<Record<string, string | undefined>>,
  { most, pageSize = 100, from }: ListOptions,
): Promise<{ readonly items: readonly T[]; readonly next: string | undefined }> {
  const items: T[] = [];
  let next = from;
  do {
    const asked = { ...parameters, limit: Math.min(most - items.length, pageSize), page_token: next };
    const page = await client.json<Page<T>>(`${path}${query(asked)}`);
    items.push(...page.items);
    next = page.next_page ?? undefined;
  } while (next !== undefined && items.length < most);
  return { items, next };
}
