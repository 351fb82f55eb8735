/** The parent's side: opens for a child the files of its job. What a child asks for may be somebody else's wish: it is refused unless granted. */
import { randomUUID } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Duplex } from "node:stream";
import { type Answer, type Ask, headerOf, lengthBytes, maxAskBytes, maxKeptBytes } from "./frames.js";
import { type Grants, hasGrantedName, mayList, mayRead, nothing } from "./grants.js";

export interface Broker {
  /** From now on the child may have these. */
  grant(grants: Grants): void;
}

const noBytes = Buffer.alloc(0);
/** Read from disk and written to the child in pieces of this size: the parent holds no whole file. */
const chunkBytes = 2 ** 18;
/** Names of entries of the store. */
const digest = /^[0-9a-f]{64}$/;

/** Answers what comes over `socket` until it closes. A child that does not keep to the protocol is given up: `onBreach`. */
export function startBroker(socket: Duplex, onBreach: () => void): Broker {
  let grants = nothing;
  // A child that has died meanwhile needs no answer.
  socket.on("error", () => {});
  const serve = async () => {
    const read = readerOf(socket);
    for (;;) {
      const ask = await readAsk(read);
      if (!ask) return;
      const body = ask.bytes > 0 ? await read(ask.bytes) : noBytes;
      if (!body) return;
      await answer(socket, grants, ask, body);
    }
  };
  serve().catch(() => {
    socket.destroy();
    onBreach();
  });
  return {
    grant(next) {
      grants = next;
    },
  };
}

/** Reads exactly so many bytes; undefined when the stream ends before. */
function readerOf(socket: Duplex): (length: number) => Promise<Buffer | undefined> {
  let ended = false;
  for (const event of ["end", "close"]) socket.once(event, () => (ended = true));
  return async (length) => {
    for (;;) {
      const bytes = socket.read(length) as Buffer | null;
      if (bytes) return bytes.length === length ? bytes : undefined;
      if (ended || socket.destroyed) return undefined;
      await new Promise<void>((resolve) => {
        const done = () => {
          for (const event of ["readable", "end", "close"]) socket.off(event, done);
          resolve();
        };
        for (const event of ["readable", "end", "close"]) socket.once(event, done);
      });
    }
  };
}

/** Throws when it is none that a child of ours asks. */
async function readAsk(read: (length: number) => Promise<Buffer | undefined>): Promise<Ask | undefined> {
  const length = (await read(lengthBytes))?.readUInt32LE();
  if (length === undefined) return undefined;
  if (length === 0 || length > maxAskBytes) throw new Error("a question that is too long");
  const json = await read(length);
  if (!json) return undefined;
  const ask = JSON.parse(json.toString("utf8")) as Ask;
  const subject = ask.ask === "find" || ask.ask === "keep" ? ask.name : ask.path;
  if (typeof subject !== "string" || subject.includes("\0")) throw new Error("a question about nothing");
  const most = ask.ask === "keep" ? maxKeptBytes : 0;
  if (!Number.isInteger(ask.bytes) || ask.bytes < 0 || ask.bytes > most)
    throw new Error("a question with a false size");
  return ask;
}

async function answer(socket: Duplex, grants: Grants, ask: Ask, body: Buffer): Promise<void> {
  try {
    switch (ask.ask) {
      case "resolve":
        return await send(socket, { bytes: 0, found: find(grants, ask.path) });
      case "list":
        return await send(socket, { bytes: 0, names: await list(grants, ask.path) });
      case "read":
        return await sendFile(socket, find(grants, ask.path).path);
      case "find": {
        const bytes = await readFile(entryOf(grants, ask.name)).catch(() => undefined);
        if (!bytes) return await send(socket, { bytes: 0 });
        const found = { path: ask.name, size: bytes.length, isFile: true };
        return await send(socket, { bytes: bytes.length, found }, bytes);
      }
      case "keep":
        await keep(grants, ask.name, body);
        return await send(socket, { bytes: 0 });
      default:
        throw new Error("a question that nobody asks");
    }
  } catch (error) {
    if (error instanceof CutShort) throw error;
    const { message, code = "ERR_FILE" } = error as NodeJS.ErrnoException;
    await send(socket, { bytes: 0, error: { message, code } });
  }
}

/** The file behind a path. Throws when it is not there, and when it is not granted. */
function find(grants: Grants, asked: string): { path: string; size: number; isFile: boolean } {
  const real = realpathSync(path.resolve(asked));
  const stats = statSync(real);
  // A pipe would hold up the whole parent.
  if (!stats.isFile() && !stats.isDirectory()) throw new Error(`${asked} is not a regular file`);
  const isGranted = stats.isDirectory() ? mayList(grants, real) : mayRead(grants, real);
  if (!isGranted) throw refused(asked);
  return { path: real, size: stats.size, isFile: stats.isFile() };
}

async function list(grants: Grants, folder: string): Promise<readonly string[]> {
  const real = find(grants, folder).path;
  return (await readdir(real)).filter(hasGrantedName);
}

/** Not an errno: a refusal is no condition of the machine that passes. */
function refused(asked: string): Error {
  return Object.assign(new Error(`${asked} is no file of this job`), { code: "ERR_NOT_GRANTED" });
}

function entryOf({ store }: Grants, name: string): string {
  if (store === undefined || !digest.test(name)) throw refused(name);
  return path.join(store, name);
}

/** Under a name of its own first, so that nobody reads half of it. */
async function keep(grants: Grants, name: string, bytes: Buffer): Promise<void> {
  const entry = entryOf(grants, name);
  const draft = path.join(path.dirname(entry), `.${randomUUID()}`);
  try {
    await mkdir(path.dirname(entry), { recursive: true, mode: 0o700 });
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, entry);
  } catch {
    // A full disk costs time, not the conversion.
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** The size is already said: what is missing cannot be made good. */
class CutShort extends Error {}

async function sendFile(socket: Duplex, file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    await send(socket, { bytes: size });
    await copy(handle, size, socket);
  } finally {
    await handle.close();
  }
}

async function copy(handle: FileHandle, size: number, socket: Duplex): Promise<void> {
  for (let done = 0; done < size; ) {
    const { bytesRead, buffer } = await handle
      .read(Buffer.allocUnsafe(Math.min(chunkBytes, size - done)), 0, undefined, done)
      .catch((cause) => Promise.reject(new CutShort("the file cannot be read to its end", { cause })));
    if (bytesRead === 0) throw new CutShort("the file has shrunk while it was read");
    await write(socket, buffer.subarray(0, bytesRead));
    done += bytesRead;
  }
}

async function send(socket: Duplex, header: Answer, body: Uint8Array = noBytes): Promise<void> {
  await write(socket, headerOf(header));
  if (body.length > 0) await write(socket, body);
}

/** Resolves when the child has taken it, or is gone. */
function write(socket: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.write(bytes, () => resolve());
  });
}
