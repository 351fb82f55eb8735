// npm run bench:programs -- DIR [NAME...] [--timeout 60] [--no-record]
// Executes whole KCL programs (DIR/NAME/main.kcl with its modules), each in a process of its own, and compares volume and area with what Zoo's
// engine measured (DIR/reference.json, mm3 and mm2). A program agrees when both are within 0.5 %. Prints a row for each that does not, and
// the counts; writes bench/results/zoo-programs.json.
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: "string", default: "60" }, "no-record": { type: "boolean", default: false } },
});
const [folder, ...only] = positionals;
if (!folder) {
  console.error("usage: npm run bench:programs -- DIR [NAME...]");
  process.exit(2);
}
const share = 0.005;
const slowMs = 20_000;
const execute = fileURLToPath(new URL("programs/execute.mjs", import.meta.url));
const run = promisify(execFile);
const reference = JSON.parse(await readFile(path.join(folder, "reference.json"), "utf8"));
const names = Object.keys(reference).filter((name) => only.length === 0 || only.some((part) => name.includes(part)));

const records = {};
for (const name of names.sort()) {
  const result = await measure(path.join(folder, name, "main.kcl"));
  const { volume_mm3: volume, area_mm2: area } = reference[name];
  const off = (ours, theirs) => (ours === undefined ? null : ours / theirs - 1);
  const difference = { volume: off(result.volume, volume), area: off(result.area, area) };
  const agrees = result.error === undefined && Object.values(difference).every((d) => Math.abs(d) <= share);
  records[name] = { agrees, difference, ...result };
  if (!agrees || result.ms > slowMs) console.log(row(name, records[name]));
}

async function measure(file) {
  try {
    const { stdout } = await run(process.execPath, ["--stack-size=4000", execute, file], {
      timeout: Number(values.timeout) * 1000,
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } catch (error) {
    return {
      error: error.killed ? `not done in ${values.timeout} s` : `the process died: ${error.message.slice(0, 200)}`,
    };
  }
}

function row(name, { difference, error, ms, valid }) {
  if (error !== undefined) return `${name}: ${error.split("\n")[0].slice(0, 200)}`;
  const percent = (d) => `${(100 * d).toFixed(2)} %`;
  return `${name}: volume ${percent(difference.volume)}, area ${percent(difference.area)}, ${ms} ms${valid ? "" : ", not valid"}`;
}

const all = Object.values(records);
const summary = {
  programs: all.length,
  execute: all.filter(({ error }) => error === undefined).length,
  agree: all.filter(({ agrees }) => agrees).length,
  slow: all.filter(({ ms }) => ms > slowMs).length,
};
console.log(
  `${summary.execute} of ${summary.programs} execute, ${summary.agree} agree within 0.5 %, ${summary.slow} slower than 20 s`,
);
if (!values["no-record"] && only.length === 0) {
  const file = fileURLToPath(new URL("results/zoo-programs.json", import.meta.url));
  const lines = Object.entries(records).map(
    ([name, record]) => `    ${JSON.stringify(name)}: ${JSON.stringify(record)}`,
  );
  await writeFile(
    file,
    `${JSON.stringify(summary, null, 2).slice(0, -2)},\n  "per_program": {\n${lines.join(",\n")}\n  }\n}\n`,
  );
}
