/**
 * Bytes in storage.
 *
 * - object: bytes under a key. store: a folder or a bucket that holds objects; it knows nothing of datasets.
 * - blob: an object that is addressed by its content within one dataset: `datasets/<dataset>/<2 hex>/<sha256>`.
 * - staged file: bytes on their way into storage, in a temporary file, measured and hashed.
 */
import type { Readable } from "node:stream";

export interface ObjectStore {
  /** Stores the file at `path` whole or not at all; replaces what was there. */
  putFile(key: string, path: string): Promise<void>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Throws `MissingObject`. */
  open(key: string): Promise<Readable>;
  /** Removes every object whose key begins with `prefix`, which ends with a slash. Nothing there is no error. */
  removeAll(prefix: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Removes what writers that were killed have left of objects that never came to be, and that is older than this. */
  dropUnfinished(olderThanMs: number): Promise<void>;
  /** Throws when the store cannot be reached: for readiness. */
  check(): Promise<void>;
  /** Writes something small and removes it again; throws what a writer would meet. */
  probe(): Promise<void>;
}

/** A disk with less room than this is full: what a conversion leaves behind is smaller, as a rule. */
export const probeBytes = 2 ** 20;
/** Below no dataset; all processes use the same one. */
export const probeKey = "probe";

/** There is no object under the key. */
export class MissingObject extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`there is no object ${key}`, options);
    this.name = "MissingObject";
  }
}

/** The bytes under a content address are not what the address says. */
export class DamagedObject extends Error {
  constructor(key: string, found: string) {
    super(`object ${key} is damaged: its sha256 is ${found}`);
    this.name = "DamagedObject";
  }
}

export interface StagedFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  /** The first bytes, for telling what it is. */
  readonly head: Uint8Array;
  /** Removes the temporary file. */
  discard(): Promise<void>;
}

/** A stream was longer than allowed. */
export class TooLarge extends Error {
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`larger than ${limitBytes} bytes`);
    this.name = "TooLarge";
    this.limitBytes = limitBytes;
  }
}
