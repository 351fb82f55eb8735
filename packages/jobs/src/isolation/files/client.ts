/** The child's side: files as the parent gives them. Blocks until they are there. */
import { readSync, writeSync } from "node:fs";
import {
  type Answer,
  type Ask,
  type FileFound,
  filesFd,
  headerOf,
  lengthBytes,
  maxAskBytes,
  maxHeaderBytes,
} from "./frames.js";

/** The files of the job in hand, and nothing else. All of it throws like `node:fs`: an Error with the system's `code`. */
export interface JobFiles {
  /** Where a path leads. Paths that are not absolute begin in the parent's folder. */
  resolve(path: string): FileFound;
  read(path: string): Uint8Array;
  /** The names of CAD files and programs in a folder. */
  list(folder: string): readonly string[];
  /** An entry of the store of the job; undefined when there is none. */
  find(name: string): Uint8Array | undefined;
  /** Adds an entry, unless that fails: the store saves time, nothing more. */
  keep(name: string, bytes: Uint8Array): void;
}

export class FileRefused extends Error {
  override name = "FileRefused";
  readonly code: string;
  constructor({ message, code }: { readonly message: string; readonly code: string }) {
    super(message);
    this.code = code;
  }
}

/** The files of this process' jobs. */
export function openJobFiles(fd = filesFd): JobFiles {
  const found = ({ header }: Reply): FileFound => {
    if (!header.found) throw new Error("the parent did not say where the file is");
    return header.found;
  };
  return {
    resolve: (path) => found(converse(fd, { ask: "resolve", path, bytes: 0 })),
    read: (path) => converse(fd, { ask: "read", path, bytes: 0 }).body,
    list: (path) => converse(fd, { ask: "list", path, bytes: 0 }).header.names ?? [],
    find(name) {
      const { header, body } = converse(fd, { ask: "find", name, bytes: 0 });
      return header.found && body;
    },
    keep(name, bytes) {
      converse(fd, { ask: "keep", name, bytes: bytes.length }, bytes);
    },
  };
}

/** Of a name, in messages. */
const longestShown = 200;

interface Reply {
  readonly header: Answer;
  readonly body: Uint8Array;
}

function converse(fd: number, ask: Ask, body: Uint8Array = Buffer.alloc(0)): Reply {
  const subject = "path" in ask ? ask.path : ask.name;
  const header = headerOf(ask);
  // Files name their parts as they like; the parent gives up a child that asks for this.
  if (subject.includes("\0") || header.length > maxAskBytes)
    throw new FileRefused({ message: `${subject.slice(0, longestShown)} is no name of a file`, code: "ERR_FILE" });
  writeAll(fd, Buffer.concat([header, body]));
  const length = readAll(fd, lengthBytes).readUInt32LE();
  if (length > maxHeaderBytes) throw new Error(`an answer about files has a header of ${length} bytes`);
  const reply = JSON.parse(readAll(fd, length).toString("utf8")) as Answer;
  const answer = readAll(fd, reply.bytes);
  if (reply.error) throw new FileRefused(reply.error);
  return { header: reply, body: answer };
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

function readAll(fd: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length; ) {
    const more = readSync(fd, bytes, done, length - done, null);
    if (more === 0) throw new Error("the parent is gone");
    done += more;
  }
  return bytes;
}
