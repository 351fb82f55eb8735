// Puts the declarations that `tsc` wrote to out/types beside the JavaScript of each package.
import { cp, readdir } from "node:fs/promises";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const types = path.join(root, "out", "types");
for (const name of await readdir(types))
  await cp(path.join(types, name, "src"), path.join(root, "packages", name, "dist"), { recursive: true });
