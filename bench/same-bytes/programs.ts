// What conversions of a folder write, and the record of it.
import { createHash } from "node:crypto";
import path from "node:path";
import { convertBatch, type InputFile } from "@unbake/cli";
import { startPool } from "../runner/pool.js";

/** What must not differ. */
export interface Made {
  readonly status: string;
  readonly code: string | null;
  readonly raw: string | undefined;
  readonly salon: string | undefined;
  readonly certificate: string | undefined;
}

/** What is recorded of a file: hashes of its programs. */
export interface Entry {
  readonly status: string;
  readonly code: string | null;
  readonly raw: string | null;
  readonly salon: string | null;
}

interface Options {
  readonly jobs: number;
  readonly timeoutS: number;
  readonly searchBudgetMs: number;
}

/** What each file became, by its path. */
export async function convertAll(
  files: readonly InputFile[],
  { jobs, timeoutS, searchBudgetMs }: Options,
): Promise<ReadonlyMap<string, Made>> {
  const pool = startPool(jobs, timeoutS);
  const made = new Map<string, Made>();
  const options = { pool, jobs, rawOnly: false, searchBudgetMs };
  await convertBatch(files, options, async ({ file }, { status, code, raw, salon, certificate }) => {
    made.set(file, {
      status,
      code: code ?? null,
      raw: raw?.kcl,
      salon: salon?.kcl,
      certificate: certificate && JSON.stringify(certificate),
    });
  });
  await pool.close();
  return made;
}

const hash = (text: string | undefined) =>
  text === undefined ? null : createHash("sha256").update(text).digest("hex").slice(0, 16);

/** What became of each file, by its path in the folder; the search has no time limit. */
export async function entriesOf(
  root: string,
  files: readonly InputFile[],
  timeoutS: number,
): Promise<Readonly<Record<string, Entry>>> {
  const made = await convertAll(files, { jobs: 2, timeoutS, searchBudgetMs: Number.MAX_SAFE_INTEGER });
  const entries = [...made].map(([file, { status, code, raw, salon }]): [string, Entry] => [
    path.relative(root, file),
    { status, code, raw: hash(raw), salon: hash(salon) },
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
