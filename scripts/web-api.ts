// Writes packages/web/src/api/generated/schema.ts: the types of the API as docs/openapi.json describes it. With --check it only says whether
// the file is up to date (part of `npm run check`).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "packages", "web", "src", "api", "generated", "schema.ts");

interface Generator {
  default(document: URL): Promise<unknown[]>;
  astToString(nodes: unknown[]): string;
}

// It is installed beside the compiler that it is written for, which is not the one of this repository.
const require = createRequire(path.join(root, "packages", "web", "package.json"));
const generator = (await import(
  pathToFileURL(require.resolve("openapi-typescript")).href.replace(/index\.cjs$/, "index.mjs")
)) as Generator;
const nodes = await generator.default(pathToFileURL(path.join(root, "docs", "openapi.json")));
const text = `// Made by \`npm run web-api\` from docs/openapi.json.\n${generator.astToString(nodes)}`;

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== text) {
    console.error("packages/web/src/api/generated does not match docs/openapi.json: run `npm run web-api`");
    process.exitCode = 1;
  }
} else {
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}
