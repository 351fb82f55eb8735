/** Texts to vectors: the small model that npm brings, or an OpenAI-compatible endpoint. */
import { type ChildProcess, fork } from "node:child_process";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

export interface Embedder {
  /** One vector a text. Rejects when the model cannot be loaded or reached. */
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>;
  close(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly vectors?: readonly (readonly number[])[];
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (vectors: readonly (readonly number[])[]) => void;
  readonly reject: (error: Error) => void;
}

/** From `src` and from `dist` alike. */
const processModule = fileURLToPath(new URL("../../src/search/embedProcess.mjs", import.meta.url));
const processMemoryMb = 512;
/** The model's memory is given back when nobody has asked for so long. */
const restsAfterMs = 5 * 60_000;
/**
 * Behind answers to requests and behind conversions: what waits is found by its words meanwhile. A tenth of a processor that all want; at 5 it
 * took as much as a worker.
 */
const politeness = 10;

/** The Universal Sentence Encoder (Cer et al. 2018, lite), 512 dimensions, in a process that starts with the first text. */
export function createLocalEmbedder(): Embedder {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  let resting: NodeJS.Timeout | undefined;
  let next = 0;

  const failAll = (ended: ChildProcess, error: Error) => {
    if (child !== ended) return;
    child = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = () => {
    const started = fork(processModule, {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${processMemoryMb}`],
      env: { PATH: process.env.PATH ?? "" },
    });
    if (started.pid !== undefined) setPriority(started.pid, politeness);
    started.on("message", ({ id, vectors, error }: Answer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) mayEnd(started);
      if (vectors) caller?.resolve(vectors);
      else caller?.reject(new Error(error ?? "the embedding model gave no answer"));
    });
    started.on("error", (error) => failAll(started, error));
    started.on("exit", () => failAll(started, new Error("the embedding model ended")));
    return started;
  };
  /** Our process may end while the model rests, and the model ends when it has rested for long. */
  const mayEnd = (rested: ChildProcess) => {
    rested.unref();
    rested.channel?.unref();
    resting = setTimeout(() => {
      if (child === rested) child = undefined;
      rested.kill();
    }, restsAfterMs).unref();
  };

  return {
    embed(texts) {
      if (texts.length === 0) return Promise.resolve([]);
      clearTimeout(resting);
      child ??= start();
      child.ref();
      child.channel?.ref();
      const id = next++;
      const asked = child;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        asked.send({ id, texts }, (error) => error && failAll(asked, error));
      });
    },
    async close() {
      clearTimeout(resting);
      const ended = child;
      if (!ended) return;
      failAll(ended, new Error("the embedding model was closed"));
      ended.kill();
    },
  };
}

export interface EndpointOptions {
  /** Base address; `/embeddings` is added. */
  readonly url: string;
  readonly model: string;
  readonly key?: string;
}

const endpointTimeoutMs = 30_000;
/** What the tables hold; the newer models of OpenAI and most others can be asked for it. */
const dimensions = 512;

/** An embedding endpoint that speaks OpenAI's protocol (platform.openai.com/docs/api-reference/embeddings). */
export function createEndpointEmbedder({ url, model, key }: EndpointOptions): Embedder {
  return {
    async embed(texts) {
      const response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key !== undefined && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({ model, input: texts, dimensions }),
        signal: AbortSignal.timeout(endpointTimeoutMs),
      });
      if (!response.ok) throw new Error(`the embedding endpoint answered ${response.status}`);
      const { data } = (await response.json()) as {
        readonly data: readonly { readonly index: number; readonly embedding: readonly number[] }[];
      };
      const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
      const wrong = vectors.find(({ length }) => length !== dimensions);
      if (wrong) throw new Error(`the embedding endpoint gave ${wrong.length} numbers, not ${dimensions}`);
      return vectors;
    },
    async close() {},
  };
}
