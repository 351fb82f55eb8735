/** Programs of the system by their names. Our own PATH is not used: it would decide which program guards our children. */
import { accessSync, constants, realpathSync } from "node:fs";
import path from "node:path";

const folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/run/current-system/sw/bin"];

/** The program's file; undefined when this system has none. */
export function findProgram(name: string): string | undefined {
  for (const folder of folders) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return realpathSync(file);
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** All of these; undefined when one is missing. */
export function findPrograms<const Name extends string>(...names: readonly Name[]): Record<Name, string> | undefined {
  const found = names.map((name) => [name, findProgram(name)] as const);
  return found.every(([, file]) => file !== undefined)
    ? (Object.fromEntries(found) as Record<Name, string>)
    : undefined;
}
