import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { access, copyFile, link, mkdir, open, readdir, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { privateFile, privateFolder } from "./modes.js";
import { MissingObject, type ObjectStore, probeBytes, probeKey } from "./types.js";

/** Objects as files under `root`. A file appears under its name only when all of it is on the disk. */
export function folderStore(root: string): ObjectStore {
  // On the same disk, so that a rename is all it takes, and no key's.
  const parts = path.join(root, ".parts");
  const fileOf = (key: string) => {
    const file = path.join(root, ...key.split("/"));
    if (!file.startsWith(root + path.sep)) throw new Error(`key ${key} leads out of the store`);
    return file;
  };

  async function place(key: string, fill: (temporary: string) => Promise<void>): Promise<void> {
    const file = fileOf(key);
    const temporary = path.join(parts, randomUUID());
    await mkdir(parts, { recursive: true, mode: privateFolder });
    await mkdir(path.dirname(file), { recursive: true, mode: privateFolder });
    try {
      await fill(temporary);
      await flush(temporary);
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    put: (key, bytes) => place(key, (temporary) => writeFile(temporary, bytes, { mode: privateFile })),
    // Its source goes away right after: on the same disk one more name is enough.
    putFile: (key, source) =>
      place(key, (temporary) => link(source, temporary).catch(() => copyFile(source, temporary))),
    async exists(key) {
      return access(fileOf(key)).then(
        () => true,
        () => false,
      );
    },
    async open(key) {
      const stream = createReadStream(fileOf(key));
      try {
        await once(stream, "open");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new MissingObject(key, { cause: error });
        throw error;
      }
      return stream;
    },
    async remove(key) {
      await unlink(fileOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      });
    },
    async removeAll(prefix) {
      if (!prefix.endsWith("/")) throw new Error("a prefix ends with a slash");
      await rm(fileOf(prefix.slice(0, -1)), { recursive: true, force: true });
    },
    async dropUnfinished(olderThanMs) {
      const names = await readdir(parts).catch(() => []);
      for (const name of names) {
        const file = path.join(parts, name);
        const written = await stat(file).catch(() => undefined);
        if (written && Date.now() - written.mtimeMs > olderThanMs) await rm(file, { force: true });
      }
    },
    async check() {
      await mkdir(root, { recursive: true, mode: privateFolder });
      await access(root);
    },
    async probe() {
      await place(probeKey, (temporary) => writeFile(temporary, Buffer.alloc(probeBytes), { mode: privateFile }));
      // Another process may have been faster.
      await rm(fileOf(probeKey), { force: true });
    },
  };
}

/** A rename may reach the disk before the bytes do; a crash then would leave an empty file under a good name. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
