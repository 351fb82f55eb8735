// The small, stable summary of a corpus run that is kept in the repository.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "../../packages/cli/dist/index.js";

const results = fileURLToPath(new URL("../results", import.meta.url));

/** The run that is kept in the repository. */
export const recordedResults = path.join(results, "corpus.json");

/** Writes bench/results/corpus.json: the figures of the summary, and one short line a file. */
export async function recordResults(records, data, { jobs, rawOnly, timeoutS }) {
  await mkdir(results, { recursive: true });
  const fileLines = records.map(({ file, status, code, faces, ms, cpu_ms, phases, raw, salon }) => {
    const verdicts = { verified: raw?.verified ?? false, exact: raw?.exact ?? false, salon: salon?.verified ?? null };
    const line = { file, status, code, faces, ms, cpu_ms, ...verdicts, phases };
    return `    ${JSON.stringify(line)}`;
  });
  const head = JSON.stringify({ version: version(), jobs, raw_only: rawOnly, timeout_s: timeoutS, ...data }, null, 2);
  const text = `${head.slice(0, -2)},\n  "per_file": [\n${fileLines.join(",\n")}\n  ]\n}\n`;
  await writeFile(recordedResults, text);
}
