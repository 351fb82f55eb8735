// Writes docs/openapi.json: the OpenAPI document that the service serves at /openapi.json. With --check it only says whether the file is
// up to date, and has the linter look at it (part of `npm run check`).
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, silentLogger } from "@unbake/service/internals";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, "docs", "openapi.json");
const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { readonly version: string };

// Routes use what they work with only when they are called.
type Context = Parameters<typeof createServer>[0];
const app = await createServer({ setting: { version }, log: silentLogger } as unknown as Context);
const response = await app.inject("/openapi.json");
await app.close();
const text = `${JSON.stringify(response.json(), null, 1)}\n`;

if (process.argv.includes("--check")) {
  const current = await readFile(target, "utf8").catch(() => "");
  if (current !== text) {
    console.error("docs/openapi.json does not match the routes: run `npm run openapi`");
    process.exitCode = 1;
  }
  const redocly = path.join(root, "node_modules", "@redocly", "cli", "bin", "cli.js");
  const args = [redocly, "lint", target, "--config", path.join(root, "redocly.yaml"), "--format", "stylish"];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"], env });
  if (status !== 0) process.exitCode = 1;
} else {
  await writeFile(target, text);
}
