/** Names in a bucket that no dataset takes: they are said, not skipped in silence. */
import { faultOfPath, maxForeignPathBytes, shownPath } from "./filePath.js";

export interface RefusedWatch {
  /** Whether a listed file is taken. */
  takes(path: string): boolean;
  /** For people: how many were not, the first ones and why; null when all were. */
  message(): string | null;
}

const shown = 5;

export function watchRefused(): RefusedWatch {
  const first: string[] = [];
  let count = 0;
  return {
    takes(path) {
      const fault = faultOfPath(path, maxForeignPathBytes);
      if (fault === undefined) return true;
      count += 1;
      if (first.length < shown) first.push(`${shownPath(path)}: ${fault}`);
      return false;
    },
    message() {
      if (count === 0) return null;
      const more = count > first.length ? `; and ${count - first.length} more` : "";
      return `${count} ${count === 1 ? "file is" : "files are"} not taken for their names: ${first.join("; ")}${more}`;
    },
  };
}
