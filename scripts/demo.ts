// npm run demo [-- DIR]: starts the service with nothing but what npm installed, uploads real STEP files (those of the npm package
// occt-import-js, made by several CAD systems for exchange tests), the examples of this project and, when one is named, a folder; shows
// progress, writes programs, pictures and certificates to out/demo, prints a table, and leaves the service running with its page.
// Without a terminal, or with --once, it ends after the table: 0 when every file was converted and proven, else 1.
// With --readme it also puts the table into README.md.
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";
import {
  type Client,
  createClient,
  type LocalFile,
  localFiles,
  processTerminal,
  readList,
  uploadFiles,
} from "@unbake/cli/internals";
import { loadConfig, loggerOf, startService } from "@unbake/service";
import { root } from "../bench/runner/folders.js";
import { sure } from "../bench/runner/sure.js";
import { report, updateReadme } from "./demo/report.js";
import { type Result, writeResult } from "./demo/result.js";

const out = path.join(root, "out", "demo");
const data = path.join(root, "out", "service");
const usualPort = 8080;

const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
const oneShot = args.includes("--once") || !process.stdout.isTTY;
const terminal = processTerminal();

const real = path.join("node_modules", "occt-import-js", "test", "testfiles");
const realFiles = [
  "simple-basic-cube/cube.stp",
  "cube-10x10mm/Cube 10x10.stp",
  "conical-surface/conical-surface.step",
  "rounded-cube/rounded-cube.step",
  "cax-if/as1_pe_203.stp",
];

interface Stats {
  readonly total: number;
  readonly by_status: Readonly<Record<string, number>>;
}

interface Listed {
  readonly id: string;
  readonly file_path: string;
  readonly status: string;
  readonly phase: string;
}

/** What is uploaded, under the paths that the table shows. */
async function demoFiles(): Promise<LocalFile[]> {
  const bundled = await Promise.all(
    realFiles.map(async (name) => {
      const file = sure((await localFiles([path.join(root, real, name)])).files[0], name);
      return { ...file, path: `occt-import-js/${name}` };
    }),
  );
  const examples = (await localFiles([path.join(root, "examples")])).files
    .filter(({ path: name }) => name.endsWith(".step"))
    .map((file) => ({ ...file, path: `examples/${file.path}` }));
  const own = await Promise.all(
    named.map(async (folder) => {
      const { files } = await localFiles([folder]);
      return files.map((file) => ({ ...file, path: `${path.basename(path.resolve(folder))}/${file.path}` }));
    }),
  );
  return [...bundled, ...examples, ...own.flat()];
}

/** The usual port when it is free, else any. */
async function freePort(): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(usualPort, "127.0.0.1");
    await once(probe, "listening");
    return usualPort;
  } catch {
    return 0;
  } finally {
    probe.close();
  }
}

const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { readonly version: string };
const config = await loadConfig({
  flags: { data, port: String(await freePort()), jobs: String(Math.min(4, availableParallelism())), log_level: "warn" },
});
terminal.status("starting PostgreSQL, the API and the workers ...");
const service = await startService({ config, log: loggerOf(config), version, withApi: true });
const token = service.firstToken ?? (await service.createToken("demo"));
const url = `http://127.0.0.1:${sure(service.api).port}`;
terminal.note(`the service is at ${url}/`);

let status = 1;
try {
  status = await demo();
  if (!oneShot) {
    terminal.note(`\nThe service goes on: ${url}/ in a browser, with this token; Ctrl-C ends it.\ntoken: ${token}`);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  }
} finally {
  await service.stop();
}
process.exitCode = status;

async function demo(): Promise<number> {
  const client = createClient(url, token);
  const { id } = await client.json<{ readonly id: string }>("/org/datasets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: `demo ${new Date().toISOString()}`, source: { provider: "zoo_managed" } }),
  });
  const files = await demoFiles();
  const { queued_conversions } = await uploadFiles(client, id, files, { parallel: 4, resume: false }, terminal);
  terminal.note(`${files.length} files uploaded, ${queued_conversions} conversions`);
  await untilEnded(client, id);
  await rm(out, { recursive: true, force: true });
  const results: Result[] = [];
  for (const { id: conversion } of await conversionsOf(client, id))
    results.push(await writeResult(client, { dataset: id, id: conversion, out }));
  results.sort((a, b) => (a.file < b.file ? -1 : 1));
  report(terminal, results, out);
  if (args.includes("--readme")) await updateReadme(results);
  return results.length > 0 && results.every(({ status: ended }) => ended === "success") ? 0 : 1;
}

async function conversionsOf(client: Client, id: string): Promise<readonly Listed[]> {
  return (await readList<Listed>(client, `/org/datasets/${id}/conversions`, {}, { most: Infinity })).items;
}

/** Asks twice a second; a person sees one line that changes, a log one line a file that ended. */
async function untilEnded(client: Client, id: string): Promise<void> {
  const told = new Set<string>();
  for (;;) {
    const { total, by_status } = await client.json<Stats>(`/org/datasets/${id}/stats`);
    const left = (by_status.queued ?? 0) + (by_status.in_progress ?? 0);
    const running: string[] = [];
    for (const { id: conversion, file_path, status: state, phase } of await conversionsOf(client, id)) {
      if (state === "in_progress") running.push(`${path.posix.basename(file_path)} (${phase})`);
      else if (state !== "queued" && !told.has(conversion)) {
        told.add(conversion);
        terminal.note(
          `${String(told.size).padStart(String(total).length)}/${total}  ${state.padEnd(17)}  ${file_path}`,
        );
      }
    }
    if (left === 0) break;
    terminal.status(`${total - left} of ${total} ended; now ${running.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  terminal.status(undefined);
}
