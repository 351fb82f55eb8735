// npm run demo [-- DIR]: starts the service with nothing but what npm installed, uploads real STEP files (those of the npm package
// occt-import-js, made by several CAD systems for exchange tests), the examples of this project and, when one is named, a folder; shows
// progress, writes programs, pictures and certificates to out/demo, prints a table, and leaves the service running with its page.
// Without a terminal, or with --once, it ends after the table: 0 when every file was converted and proven, else 1.
// With --readme it also puts the table into README.md.
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createClient, readList } from "../packages/cli/dist/commands/client.js";
import { localFiles } from "../packages/cli/dist/commands/localFiles.js";
import { uploadFiles } from "../packages/cli/dist/commands/upload.js";
import { table } from "../packages/cli/dist/index.js";
import { processTerminal } from "../packages/cli/dist/terminal/terminal.js";
import { loadConfig } from "../packages/service/dist/config/load.js";
import { loggerOf } from "../packages/service/dist/serve/logger.js";
import { startService } from "../packages/service/dist/serve/service.js";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
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

/** What is uploaded, under the paths that the table shows. */
async function demoFiles() {
  const bundled = await Promise.all(
    realFiles.map(async (name) => {
      const [file] = (await localFiles([path.join(root, real, name)])).files;
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
async function freePort() {
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

const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
const config = await loadConfig({
  flags: { data, port: String(await freePort()), jobs: String(Math.min(4, availableParallelism())), log_level: "warn" },
});
terminal.status("starting PostgreSQL, the API and the workers ...");
const service = await startService({ config, log: loggerOf(config), version, withApi: true });
const token = service.firstToken ?? (await service.createToken("demo"));
const url = `http://127.0.0.1:${service.api.port}`;
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

async function demo() {
  const client = createClient(url, token);
  const { id } = await client.json("/org/datasets", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: `demo ${new Date().toISOString()}`, source: { provider: "zoo_managed" } }),
  });
  const files = await demoFiles();
  const { queued_conversions } = await uploadFiles(client, id, files, { parallel: 4, resume: false }, terminal);
  terminal.note(`${files.length} files uploaded, ${queued_conversions} conversions`);
  await untilEnded(client, id);
  await rm(out, { recursive: true, force: true });
  const results = [];
  for (const { id: conversion } of await conversionsOf(client, id))
    results.push(await writeResult(client, id, conversion));
  results.sort((a, b) => (a.file < b.file ? -1 : 1));
  report(results);
  if (args.includes("--readme")) await updateReadme(results);
  return results.length > 0 && results.every(({ status: ended }) => ended === "success") ? 0 : 1;
}

async function conversionsOf(client, id) {
  return (await readList(client, `/org/datasets/${id}/conversions`, {}, { most: Infinity })).items;
}

/** Asks twice a second; a person sees one line that changes, a log one line a file that ended. */
async function untilEnded(client, id) {
  const told = new Set();
  for (;;) {
    const { total, by_status } = await client.json(`/org/datasets/${id}/stats`);
    const left = (by_status.queued ?? 0) + (by_status.in_progress ?? 0);
    const running = [];
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

/** Writes what came of one file, and tells what the table shows of it. */
async function writeResult(client, dataset, id) {
  const found = await client.json(`/org/datasets/${dataset}/conversions/${id}`);
  const stem = path.join(out, ...found.file_path.replace(/\.[^./]+$/, "").split("/"));
  await mkdir(path.dirname(stem), { recursive: true });
  if (found.raw_kcl_output) await writeFile(`${stem}.raw.kcl`, found.raw_kcl_output);
  if (found.output) await writeFile(`${stem}.kcl`, found.output);
  const certificate = await client.send(`/x/datasets/${dataset}/conversions/${id}/certificate`).catch(() => undefined);
  if (certificate) await writeFile(`${stem}.certificate.json`, await certificate.text());
  const pictures = [];
  for (const stage of ["original", "raw_kcl", "salon_kcl"]) {
    for (const [i, { data_base64 }] of found[`${stage}_snapshot_images`].entries()) {
      const file = `${stem}.${stage}.${["iso", "front", "right", "top"][i] ?? i}.png`;
      await writeFile(file, Buffer.from(data_base64, "base64"));
      pictures.push(path.relative(process.cwd(), file));
    }
  }
  const facts = found.metadata ?? {};
  const seconds = (new Date(found.completed_at) - new Date(found.started_at)) / 1000;
  return { file: found.file_path, status: found.status, message: found.status_message, facts, pictures, seconds };
}

function resultOf({ status: ended, facts }) {
  if (ended !== "success") return facts["failure.code"] ?? ended;
  return facts["raw_kcl.exact"] === "true" ? "exact" : "verified";
}

function cellsOf(result) {
  const { file, facts, seconds } = result;
  const number = (key, show) => (facts[key] === undefined ? "-" : show(Number(facts[key])));
  return [
    file,
    facts["original.faces"] ?? "-",
    resultOf(result),
    number("raw_kcl.similarity", (n) => n.toFixed(7)),
    number("raw_kcl.max_deviation_mm", (n) => n.toExponential(1)),
    facts["raw_kcl.features"] ?? "-",
    facts["salon_kcl.parameters"] ?? "-",
    Number.isFinite(seconds) ? seconds.toFixed(1) : "-",
  ];
}

function columns() {
  const numbers = ["similarity", "deviation mm", "features", "parameters", "seconds"].map((title) => ({
    title,
    right: true,
  }));
  return [{ title: "file" }, { title: "faces", right: true }, { title: "result" }, ...numbers];
}

function report(results) {
  const rows = results.map((result) => [...cellsOf(result), result.pictures[0] ?? "-"]);
  terminal.data(table([...columns(), { title: "pictures (this and its neighbours)" }], rows));
  const failed = results.filter(({ status: ended }) => ended !== "success");
  for (const { file, status: ended, message } of failed) terminal.data(`${file}: ${ended}: ${message}`);
  const pictures = results.reduce((sum, result) => sum + result.pictures.length, 0);
  const place = path.relative(process.cwd(), out);
  terminal.data(
    `${results.length - failed.length} of ${results.length} files converted and proven; the programs and ${pictures} pictures are in ${place}`,
  );
}

async function updateReadme(results) {
  const page = path.join(root, "README.md");
  // Seconds are of the machine and of what else it did.
  const line = (cells) => `| ${cells.slice(0, -1).join(" | ")} |`;
  const rule = columns().map(({ right }) => (right ? "---:" : "---"));
  const rows = results.map(cellsOf).map(line);
  const markdown = [line(columns().map(({ title }) => title)), line(rule), ...rows].join("\n");
  const text = await readFile(page, "utf8");
  const marked = /(<!-- printed by npm run demo -->)[\s\S]*?(<!-- end -->)/;
  await writeFile(
    page,
    text.replace(marked, (_, begin, end) => `${begin}\n${markdown}\n${end}`),
  );
}
