/** Asks an OpenAI-compatible chat endpoint for names and comments. It gets the text of one program and the list of its names, and nothing else. */

/** The endpoint that is asked, off unless somebody names one. */
export interface SalonModel {
  /** As given: the base of the interface (".../v1"), or the whole address of its chat completions. */
  readonly url: URL;
  readonly name: string;
  /** Sent as a bearer token. */
  readonly key?: string;
  /** Longest time of an answer, ms. */
  readonly timeoutMs: number;
}

/** What came of asking: the model's text, or why there is none. */
export type Answer = { readonly text: string } | { readonly why: string };

/** Bytes of a program that is asked about; a longer one is left as it is. */
const mostPromptBytes = 64 * 1024;
/** Bytes of an answer, the envelope included. */
const mostAnswerBytes = 256 * 1024;

const task = `You name things in KCL, a code-CAD language. You get a program and the list of its names.
Answer with one JSON object and nothing else: {"names": {"oldName": "newName"}, "comments": {"oldName": "one line"}}.
Propose a new name only where it says better what the thing is for: lowerCamelCase, at most 40 letters, none that the program has already.
A comment says why, in at most 100 letters; it is put above the statement that declares the name. Change nothing else.`;

/** Asks for `program`, whose own names are `names`. Never throws for what the network or the server does. */
export async function askModel(model: SalonModel, program: string, names: readonly string[]): Promise<Answer> {
  const content = `${program}\nNames: ${names.join(", ")}`;
  if (Buffer.byteLength(content) > mostPromptBytes)
    return { why: `the program has more than ${mostPromptBytes} bytes` };
  const messages = [
    { role: "system", content: task },
    { role: "user", content },
  ];
  const signal = AbortSignal.timeout(model.timeoutMs);
  try {
    const response = await fetch(addressOf(model.url), {
      method: "POST",
      // A key and a program are for the host that was named, and for no other.
      redirect: "manual",
      signal,
      headers: {
        "content-type": "application/json",
        ...(model.key !== undefined && { authorization: `Bearer ${model.key}` }),
      },
      body: JSON.stringify({ model: model.name, messages, temperature: 0, stream: false }),
    });
    if (response.status >= 300 && response.status < 400)
      return await refused(response, "redirects, which is not followed");
    if (!response.ok) return await refused(response, `answers with status ${response.status}`);
    const body = await bounded(response);
    return body === undefined ? { why: `the answer has more than ${mostAnswerBytes} bytes` } : contentOf(body);
  } catch (error) {
    if (signal.aborted) return { why: `the model did not answer within ${model.timeoutMs / 1000} s` };
    return { why: `the model cannot be reached: ${reasonOf(error)}` };
  }
}

/** The address of the chat completions of an interface. */
export function addressOf(url: URL): URL {
  const address = new URL(url);
  const base = address.pathname.replace(/\/+$/, "");
  address.pathname = base.endsWith("/chat/completions") ? base : `${base}/chat/completions`;
  return address;
}

async function refused(response: Response, what: string): Promise<Answer> {
  await response.body?.cancel();
  return { why: `the model's server ${what}` };
}

/** The body as text; undefined when it is too long. */
async function bounded(response: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > mostAnswerBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function contentOf(body: string): Answer {
  const none = { why: "the answer is none of a chat completion" };
  try {
    const { choices } = JSON.parse(body) as { readonly choices?: readonly { message?: { content?: unknown } }[] };
    const content = choices?.[0]?.message?.content;
    return typeof content === "string" ? { text: content } : none;
  } catch {
    return none;
  }
}

/** `fetch` says "fetch failed", its cause says why. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
