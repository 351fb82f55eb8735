/**
 * What child and parent say to each other about files, over a socket of its own: the child asks one thing at a time and blocks until it
 * has the answer, because readers of CAD files read their parts in the midst of other work.
 *
 * - frame: four bytes with the length of the header, the header as JSON, and as many bytes after it as the header says.
 */

/** 0 to 2 are the standard streams, 3 is Node's IPC channel, 4 the child's heartbeats. */
export const filesFd = 5;

export type Ask =
  | { readonly ask: "resolve" | "read" | "list"; readonly path: string; readonly bytes: 0 }
  /** An entry of the store. */
  | { readonly ask: "find"; readonly name: string; readonly bytes: 0 }
  | { readonly ask: "keep"; readonly name: string; readonly bytes: number };

interface Refusal {
  readonly message: string;
  /** Of the system, or of ours: `ERR_NOT_GRANTED`. */
  readonly code: string;
}

export interface Answer {
  /** Of what follows. */
  readonly bytes: number;
  readonly error?: Refusal;
  readonly found?: FileFound;
  readonly names?: readonly string[];
}

export interface FileFound {
  /** Without links. */
  readonly path: string;
  readonly size: number;
  readonly isFile: boolean;
}

export const lengthBytes = 4;
/** Headers hold a path or the names of a folder. */
export const maxHeaderBytes = 2 ** 26;
/** What a child asks for is a path. */
export const maxAskBytes = 2 ** 16;
/** Entries of the store are trees of single parts. */
export const maxKeptBytes = 2 ** 20;

/** Length and header of a frame. */
export function headerOf(header: Ask | Answer): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json]);
}
