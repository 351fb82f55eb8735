// npm run bench:salon -- DIR [--sample LIST] [--files N] [--only TEXT] [--jobs 2] [--timeout 60] [--edits 60] [--random-names] [--seed S] [--from FOLDER] [--no-record]
// Does a salon program read as if its designer had written it, and may it be edited? Converts the CAD files of a folder and looks at the verified
// ones: fallbacks, sketch points that are not fixed, conflicts, the official formatter and linter, automatic names, unused parameters, parameters
// that are half of a size, literals with more digits than an author types. Each parameter is made larger by 1, 10 and 20 %: does the program still
// make as many valid solids, and do only those surfaces move whose statements depend on the parameter?
// --sample LIST: only the files whose paths end a line of LIST. --edits S: seconds for the edits of one program, 0 for none.
// --random-names: the files are converted under random names too; their programs must be the same but for the header, without findings of the
// linter. --from FOLDER: the programs that a run of bench:corpus over the same files left there, instead of converting
// again. Writes bench/results/salon.json (salon-names.json), but not with --only, --files or --no-record.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { convertBatch, type InputFile, listInputs, searchShare } from "@unbake/cli";
import { createKclTools } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import type { Certificate } from "@unbake/recover";
import { seeded } from "@unbake/recover/internals";
import { endWithUsage, optionalNumber, optionalText, readArguments } from "./runner/arguments.js";
import { startPool } from "./runner/pool.js";
import { writeResults } from "./runner/results.js";
import { sure } from "./runner/sure.js";
import { type Measured, measure } from "./salon/measure.js";
import { copyUnderRandomName, withoutHeader } from "./salon/randomNames.js";
import { faultsOf, isFaithful, summarise } from "./salon/summary.js";

const known = {
  sample: optionalText,
  files: optionalNumber,
  only: "",
  jobs: 2,
  timeout: 60,
  edits: 60,
  "random-names": false,
  seed: 20261130,
  from: optionalText,
  "no-record": false,
};
const { flags, positionals, command } = readArguments("salon", known);
const [folder = endWithUsage("salon", known, "DIR")] = positionals;
const root = path.resolve(folder);
const files = await chosenFiles();
const [kernel, kcl] = [await createKernel(), await createKclTools()];

interface Program {
  readonly kcl: string;
  readonly fallback: boolean;
}

async function chosenFiles(): Promise<readonly InputFile[]> {
  const listed = flags.sample === undefined ? undefined : (await readFile(flags.sample, "utf8")).split("\n");
  const { files: all } = await listInputs([root], flags.from && path.join(flags.from, "kcl"));
  return all
    .filter(({ file }) => {
      const name = path.relative(root, file);
      return name.includes(flags.only) && (listed?.some((line) => line.endsWith(name)) ?? true);
    })
    .slice(0, flags.files);
}

/** The salon programs of the files that are verified, by path. */
async function programsOf(inputs: readonly { readonly file: string }[]): Promise<ReadonlyMap<string, Program>> {
  const pool = startPool(flags.jobs, flags.timeout);
  const programs = new Map<string, Program>();
  const searchBudgetMs = flags.timeout * 1000 * searchShare;
  await convertBatch(
    inputs,
    { pool, jobs: flags.jobs, rawOnly: false, searchBudgetMs },
    async ({ file }, { salon }) => {
      if (salon?.proof.verified) programs.set(file, { kcl: salon.kcl, fallback: salon.fallback });
    },
  );
  await pool.close();
  return programs;
}

/** The salon programs that a run of bench:corpus left beside their certificates. */
async function programsLeft(): Promise<ReadonlyMap<string, Program>> {
  const programs = new Map<string, Program>();
  for (const { file, outputFolder, stem } of files) {
    const written = (ending: string) => readFile(path.join(outputFolder, stem + ending), "utf8");
    const certificate = JSON.parse(await written(".certificate.json").catch(() => "{}")) as Partial<Certificate>;
    const { salon } = certificate;
    if (salon?.verified) programs.set(file, { kcl: await written(".kcl"), fallback: salon.fallback });
  }
  return programs;
}

/** Every program under its own name. */
async function measureAll(): Promise<void> {
  const programs = await (flags.from === undefined ? programsOf(files) : programsLeft());
  const rows: ({ readonly file: string } & Measured)[] = [];
  for (const { file } of files) {
    const program = programs.get(file);
    if (!program) continue;
    const name = path.relative(root, file);
    const measured = await measure(kernel, kcl, program, flags.edits * 1000);
    rows.push({ file: name, ...measured });
    const faults = faultsOf(measured);
    if (faults.length > 0) console.log([name, ...faults].join("\n"));
  }
  const summary = { files: files.length, ...summarise(rows) };
  console.log(JSON.stringify(summary, null, 2));
  await record("salon", summary, rows.map(rowOf));
}

/** Edits that went well are only counted. */
function rowOf({ edits, ...row }: { readonly file: string } & Measured) {
  return { ...row, edits: edits.length, wrong_edits: edits.filter((edit) => !isFaithful(edit)) };
}

/** Every program under a name that nobody chose. */
async function compareNames(): Promise<void> {
  const random = seeded(flags.seed);
  const temporary = await mkdtemp(path.join(tmpdir(), "unbake-names-"));
  const copies: { readonly file: string; readonly of: string }[] = [];
  for (const [i, { file }] of files.entries())
    copies.push({ of: file, file: await copyUnderRandomName(file, temporary, i, random) });
  const [before, after] = [await programsOf(files), await programsOf(copies)];
  await rm(temporary, { recursive: true });
  const rows: { file: string; name: string; same: boolean; lint: number }[] = [];
  for (const { of, file } of copies) {
    const [own, other] = [before.get(of), after.get(file)];
    if (!own || !other) continue;
    const lint = (await kcl.lint(other.kcl)).length;
    const same = withoutHeader(own.kcl) === withoutHeader(other.kcl);
    rows.push({ file: path.relative(root, of), name: path.basename(file), same, lint });
    if (!same || lint > 0) console.log(JSON.stringify(sure(rows.at(-1))));
  }
  const summary = {
    files: files.length,
    programs: rows.length,
    same: rows.filter(({ same }) => same).length,
    lint_findings: rows.reduce((total, { lint }) => total + lint, 0),
  };
  console.log(JSON.stringify(summary, null, 2));
  await record("salon-names", summary, rows);
  if (summary.same < summary.programs || summary.lint_findings > 0) process.exitCode = 1;
}

async function record(name: string, summary: object, rows: readonly object[]): Promise<void> {
  if (flags["no-record"] || flags.only !== "" || flags.files !== undefined) return;
  await writeResults(name, command, { summary, rows });
}

await (flags["random-names"] ? compareNames() : measureAll());
process.exit();
