/** Texts to vectors: the small model that npm brings, or an OpenAI-compatible endpoint. */
import { Worker } from "node:worker_threads";

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
const threadModule = new URL("../../src/search/embedThread.mjs", import.meta.url);
const threadMemoryMb = 512;

/** The Universal Sentence Encoder (Cer et al. 2018, lite), 512 dimensions, in a thread that starts with the first text. */
export function createLocalEmbedder(): Embedder {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let next = 0;

  const failAll = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    thread = undefined;
  };
  const start = () => {
    const worker = new Worker(threadModule, {
      resourceLimits: { maxOldGenerationSizeMb: threadMemoryMb },
      execArgv: [],
    });
    // The process may end while the model rests.
    worker.unref();
    worker.on("message", ({ id, vectors, error }: Answer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) worker.unref();
      if (vectors) caller?.resolve(vectors);
      else caller?.reject(new Error(error ?? "the embedding model gave no answer"));
    });
    worker.on("error", failAll);
    worker.on("exit", () => failAll(new Error("the embedding model ended")));
    return worker;
  };

  return {
    embed(texts) {
      if (texts.length === 0) return Promise.resolve([]);
      thread ??= start();
      thread.ref();
      const id = next++;
      const worker = thread;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, texts });
      });
    },
    async close() {
      await thread?.terminate();
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
        readonly data: readonly { readonly embedding: readonly number[] }[];
      };
      return data.map(({ embedding }) => embedding);
    },
    async close() {},
  };
}
