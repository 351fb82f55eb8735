// Writes LICENSES.md from package-lock.json: every package that is installed beside unbake, with its version and licence.
// With --check it only says whether the file is up to date (part of `npm run check`).
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Of npm's lock file: what is installed where. */
interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly license?: string;
        readonly link?: boolean;
        readonly dev?: boolean;
        readonly devOptional?: boolean;
      }
    >
  >;
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "LICENSES.md");
const lock = JSON.parse(await readFile(path.join(root, "package-lock.json"), "utf8")) as Lock;

const rows = { runtime: new Map<string, string>(), development: new Map<string, string>() };
for (const [place, entry] of Object.entries(lock.packages)) {
  if (!place.includes("node_modules/") || entry.link) continue;
  const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  const line = `| ${name} | ${entry.version} | ${entry.license ?? "not stated"} |`;
  rows[entry.dev || entry.devOptional ? "development" : "runtime"].set(line, line);
}
const list = (map: ReadonlyMap<string, string>) => [...map.values()].sort((a, b) => (a < b ? -1 : 1)).join("\n");

const text = `# Licences

unbake itself is under the MIT licence (\`LICENSE\`). Its sources contain no code of others; npm installs the packages below beside it,
each under its own licence, whose text is in the package's folder under \`node_modules\`.

- **The page** is built: what it takes of others is in \`packages/web/dist\`, with all their licences in \`licenses.md\` there.

- **OpenCASCADE** is under the LGPL 2.1 with an exception. unbake does not contain it: it is the separate npm package
  \`replicad-opencascadejs\`, a WebAssembly file that is loaded when the program runs and that anyone may replace by another build
  of the same interface.
- **libvips** is under the LGPL 3.0. unbake does not contain it: it is the separate npm package \`@img/sharp-libvips-*\`, a shared library
  that \`sharp\` loads to write PNG files and that anyone may replace by another build.

This file is written by \`npm run licenses\` from \`package-lock.json\`.

## Installed to run

| package | version | licence |
|---|---|---|
${list(rows.runtime)}

## Installed to develop

| package | version | licence |
|---|---|---|
${list(rows.development)}
`;

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== text) {
    console.error("LICENSES.md does not match package-lock.json: run `npm run licenses`");
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
