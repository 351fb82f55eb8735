/** A folder into a dataset: files in batches, several at a time, only those that are not there yet. */
import { createHash } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import type { Terminal } from "../terminal/terminal.js";
import { type Client, readList } from "./client.js";
import type { LocalFile } from "./localFiles.js";

export interface UploadOptions {
  readonly parallel: number;
  /** False: send everything, also what is there already. */
  readonly resume: boolean;
}

export interface Uploaded {
  readonly uploaded_files: number;
  readonly queued_conversions: number;
  readonly skipped_files: number;
}

/** A request carries so many files or bytes: one that breaks costs little, and small files do not wait for each other. */
const batchFiles = 50;
const batchBytes = 32 * 2 ** 20;
const attempts = 4;
const firstPauseMs = 500;

/** Uploads files; what the dataset has with the same bytes is skipped. Throws when a batch fails again and again. */
export async function uploadFiles(
  client: Client,
  datasetId: string,
  files: readonly LocalFile[],
  { parallel, resume }: UploadOptions,
  terminal: Terminal,
): Promise<Uploaded> {
  const there = resume ? await etagsOf(client, datasetId) : new Map<string, string>();
  const missing: LocalFile[] = [];
  for (const file of files) if (!(await isThere(file, there))) missing.push(file);
  const skipped = files.length - missing.length;
  const waiting = batches(missing);
  const totalBytes = missing.reduce((sum, { size }) => sum + size, 0);
  let sentFiles = 0;
  let sentBytes = 0;
  let queued = 0;
  const say = () =>
    terminal.status(`${sentFiles} of ${missing.length} files, ${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB`);
  say();
  const lane = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      const answer = await sendBatch(client, datasetId, batch);
      sentFiles += answer.uploaded_files;
      queued += answer.queued_conversions;
      sentBytes += batch.reduce((sum, { size }) => sum + size, 0);
      say();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, waiting.length) }, lane));
  } finally {
    waiting.length = 0;
    terminal.status(undefined);
  }
  return { uploaded_files: sentFiles, queued_conversions: queued, skipped_files: skipped };
}

function batches(files: readonly LocalFile[]): LocalFile[][] {
  const all: LocalFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    const last = all.at(-1);
    if (last && last.length < batchFiles && bytes + file.size <= batchBytes) {
      last.push(file);
      bytes += file.size;
    } else {
      all.push([file]);
      bytes = file.size;
    }
  }
  return all;
}

type Answer = Omit<Uploaded, "skipped_files">;

async function sendBatch(client: Client, datasetId: string, batch: readonly LocalFile[]): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const form = new FormData();
    // Read while it is sent, never whole in memory.
    for (const { file, path: name } of batch) form.append("file", await openAsBlob(file), name);
    try {
      return await client.json<Answer>(`/org/datasets/${datasetId}/uploads`, { method: "POST", body: form });
    } catch (error) {
      const status = (error as { readonly status?: number }).status ?? 503; // default: no answer at all
      // What the server refuses once it refuses again; a lost connection is worth another try, and sending twice changes nothing.
      if (attempt === attempts || (status < 500 && status !== 429)) throw error;
      await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** attempt));
    }
  }
}

/** ETags of the dataset's conversions by path. Side files are no conversions, so they are sent each time. */
async function etagsOf(client: Client, datasetId: string): Promise<Map<string, string>> {
  const { items } = await readList<{ file_path: string; file_etag: string }>(
    client,
    `/org/datasets/${datasetId}/conversions`,
    {},
    { most: Number.POSITIVE_INFINITY },
  );
  return new Map(items.map(({ file_path, file_etag }) => [file_path, file_etag]));
}

/** unbake's ETag is the SHA-256 of the bytes; another server's is opaque, and never equal. */
async function isThere({ file, path: name }: LocalFile, there: ReadonlyMap<string, string>): Promise<boolean> {
  const etag = there.get(name);
  if (etag === undefined) return false;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return etag.replaceAll('"', "") === hash.digest("hex");
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
