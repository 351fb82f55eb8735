// npm run test:pack: the packages as somebody has them who installs them. Installs the packed files into an empty folder outside of the
// repository, runs `npx unbake convert part.step` there, and compiles and runs the first example of every README.
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const packed = path.join(root, "out", "pack");
const folder = await mkdtemp(path.join(tmpdir(), "unbake-pack-"));
const failures: string[] = [];

/** Runs a command in the folder; what it printed when it went well, undefined otherwise. */
function run(command: string, ...args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8", timeout: 300_000 });
  if (status === 0) return stdout;
  failures.push(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  return undefined;
}

/** The first example of a README and the lines that it says it prints. */
async function firstExample(name: string): Promise<{ readonly code: string; readonly prints: string } | undefined> {
  const page = await readFile(path.join(root, "packages", name, "README.md"), "utf8");
  const code = /```ts\n([\s\S]*?)```/.exec(page)?.[1];
  if (code === undefined) return undefined;
  return { code, prints: [...code.matchAll(/^\/\/ prints: (.*)$/gm)].map(([, line]) => `${line}\n`).join("") };
}

async function install(): Promise<void> {
  await writeFile(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "outside", private: true, type: "module" }),
  );
  const files = (await readdir(packed)).map((file) => path.join(packed, file));
  const { devDependencies } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const tools = ["typescript", "tsx", "@types/node"].map((name) => `${name}@${devDependencies[name]}`);
  run("npm", "install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", ...files, ...tools);
}

async function convertExample(): Promise<void> {
  await copyFile(path.join(root, "examples", "blind-flange.step"), path.join(folder, "part.step"));
  if (run("npx", "--no-install", "unbake", "convert", "part.step") === undefined) return;
  const kcl = await readFile(path.join(folder, "part.kcl"), "utf8");
  if (!kcl.includes("extrude(")) failures.push("part.kcl has no extrusion");
}

/** What an example prints, objects as JSON. */
const printer =
  'console.log = (...values) => process.stdout.write(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" ") + "\\n");\n';

async function runExamples(): Promise<void> {
  const examples = path.join(folder, "examples");
  await mkdir(examples);
  const compilerOptions = { module: "NodeNext", target: "ES2023", strict: true, noEmit: true, types: ["node"] };
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["examples"] }));
  const found: { readonly name: string; readonly prints: string }[] = [];
  for (const name of await readdir(path.join(root, "packages"))) {
    const example = await firstExample(name);
    if (!example) continue;
    found.push({ name, prints: example.prints });
    await writeFile(path.join(examples, `${name}.ts`), example.code);
  }
  run("npx", "--no-install", "tsc", "-p", ".");
  await writeFile(path.join(folder, "printer.mjs"), printer);
  for (const { name, prints } of found) {
    const said = run(
      process.execPath,
      "--import",
      "tsx",
      "--import",
      "./printer.mjs",
      path.join("examples", `${name}.ts`),
    );
    if (said !== undefined && said !== prints)
      failures.push(`the example of ${name} prints\n${said}instead of\n${prints}`);
    console.log(`${said === prints ? "ok" : "FAILED"}: the example of @unbake/${name}`);
  }
}

try {
  await install();
  if (failures.length === 0) {
    await convertExample();
    await runExamples();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
console.log(
  failures.length === 0 ? "the packed packages work outside of the repository" : `${failures.length} failures`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
