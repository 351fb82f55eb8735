// Executes every KCL case of a folder on the local engine and compares with the reference measurements beside it.
//
//   npm run bench:engine -- FOLDER [NAME...]
//
// A case is NAME.kcl with NAME.json: volume (m3), area (m2), lo and hi of the bounding box (m, Y up). It passes when the box agrees
// within 0.5 % of its diagonal (1 % where curved) and area and volume within 1.5 %; planar models within 1e-5. References whose mesh is
// not closed or not oriented are judged by box and area; they are in bench/engine/brokenReferences.ts with the arithmetic that shows it. A case that
// imports a file which is not there passes when it fails with an error that says so. One that does not pass, and why, is
// in bench/engine/disputed.ts where the cause is known. Writes bench/results/engine.json, unless NAMEs are given.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createKclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { createKernel } from "@unbake/kernel";
import { brokenReferences } from "./engine/brokenReferences.js";
import { disputed } from "./engine/disputed.js";
import { compare, type Differences, measure, type Reference } from "./engine/measure.js";
import { endWithUsage, readArguments } from "./runner/arguments.js";
import { writeResults } from "./runner/results.js";
import { messageOf } from "./runner/sure.js";

interface Verdict {
  readonly name: string;
  readonly verdict: "pass" | "fail" | "error";
  readonly cause?: string;
  readonly differences?: Differences;
  readonly ms: number;
}

const { positionals, command } = readArguments("engine", {});
const [folder = endWithUsage("engine", {}, "FOLDER [NAME...]"), ...only] = positionals;

const names = (await readdir(folder))
  .filter((name) => name.endsWith(".kcl"))
  .map((name) => name.slice(0, -4))
  .filter((name) => only.length === 0 || only.some((part) => name.includes(part)))
  .sort();

const tools = await createKclTools();
const kernel = await createKernel();

const mustFail = (source: string) => {
  const imported = /import\s+"([^"]+)"/.exec(source)?.[1];
  return imported !== undefined && !existsSync(path.join(folder, imported));
};

async function runCase(name: string): Promise<Verdict> {
  const source = await readFile(path.join(folder, `${name}.kcl`), "utf8");
  const reference = JSON.parse(await readFile(path.join(folder, `${name}.json`), "utf8")) as Reference;
  const started = performance.now();
  const time = () => Math.round(performance.now() - started);
  try {
    const readFileIn = (file: string) => readFile(path.join(folder, file));
    const execution = await tools.execute(source, { kernel, path: `${name}.kcl`, readFile: readFileIn });
    const ms = time();
    if (mustFail(source)) return { name, verdict: "fail", cause: "should have failed: the file is missing", ms };
    if (execution.bodies.length === 0) return { name, verdict: "fail", cause: "no bodies", ms };
    const { differences, failed } = compare(measure(kernel, execution.bodies), reference, brokenReferences[name]);
    if (failed.length === 0) return { name, verdict: "pass", differences, ms };
    return { name, verdict: "fail", cause: `differs in ${failed.join(", ")}`, differences, ms };
  } catch (error) {
    const known = error instanceof UnbakeError;
    const cause = known ? `${error.code}: ${error.detail ?? error.message}` : `exception: ${messageOf(error)}`;
    if (!known && process.env.BENCH_TRACE) console.error(error);
    if (mustFail(source) && /not found|does not exist|no such file|missing/i.test(cause))
      return { name, verdict: "pass", cause, ms: time() };
    return { name, verdict: "error", cause, ms: time() };
  }
}

const percent = (x: number) => `${x >= 0 ? "+" : ""}${(x * 100).toPrecision(3)}%`;
const results: Verdict[] = [];
for (const name of names) {
  const result = await runCase(name);
  results.push(result);
  const d = result.differences;
  const numbers = d ? `box ${percent(d.box)} area ${percent(d.area)} volume ${percent(d.volume)}` : "";
  console.log(
    `${result.verdict.padEnd(5)} ${name.padEnd(44)} ${String(result.ms).padStart(6)} ms  ${numbers} ${result.cause ?? ""}`,
  );
}

const failures = results.filter(({ verdict }) => verdict !== "pass");
const byCause = new Map<string, string[]>();
for (const { cause = "", name } of failures) {
  const key = cause
    .replace(/line \d+, column \d+: /, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID")
    .slice(0, 110);
  byCause.set(key, [...(byCause.get(key) ?? []), name]);
}
console.log("");
for (const [cause, cases] of [...byCause].sort((a, b) => b[1].length - a[1].length)) {
  console.log(
    `${String(cases.length).padStart(4)}  ${cause}: ${cases.slice(0, 6).join(" ")}${cases.length > 6 ? " ..." : ""}`,
  );
}
for (const { name, verdict } of results) {
  if (verdict !== "pass" && disputed[name]) console.log(`\n${name}: ${disputed[name]}`);
  if (verdict === "pass" && disputed[name]) console.log(`\n${name} passes: it is not disputed any more`);
}
for (const { name } of results) {
  const broken = brokenReferences[name];
  if (broken) console.log(`\n${name}, judged by box and area: ${broken.why}`);
}
const unexplained = failures.filter(({ name }) => disputed[name] === undefined);
const count = (verdict: Verdict["verdict"]) => results.filter((result) => result.verdict === verdict).length;
const total = { cases: results.length, pass: count("pass"), fail: count("fail"), error: count("error") };
console.log(
  `\n${total.pass} pass, ${total.fail} fail, ${total.error} error of ${total.cases}; ${unexplained.length} of those that do not pass are unexplained`,
);

if (only.length === 0) {
  const causes = Object.fromEntries([...byCause].map(([cause, cases]) => [cause, cases.length] as const).sort());
  const medianMs = results.map((r) => r.ms).sort((a, b) => a - b)[Math.floor(results.length / 2)];
  const rows = results.map(({ name, verdict }) => ({ name, verdict }));
  await writeResults("engine", command, { summary: { ...total, medianMs, causes }, rows });
}
