/** The service and its command line together: one process that serves, and commands against it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pc from "picocolors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runProgram } from "../program.js";
import type { Terminal } from "../terminal/terminal.js";
import { folderOf, unbake } from "../testing/command.js";

let data = "";
let server: ChildProcess;
let output = "";
let host = "";
let token = "";

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "unbake-serve-"));
  // Open to the account that PostgreSQL runs as: else its cluster would lie outside the folder and stay behind.
  await chmod(data, 0o755);
  const args = ["serve", "--port", "0", "--jobs", "0", "--data", data, "--log-format", "json"];
  server = spawn(process.execPath, [unbake, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const said = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^token: /m.test(output) && /serves at/.test(output)) resolve();
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("exit", (code) => reject(new Error(`the service ended with ${code}: ${output}`)));
  });
  await said;
  token = /^token: (unbake_\w+)$/m.exec(output)?.[1] ?? "";
  host = /serves at (http:\S+)/.exec(output)?.[1] ?? "";
}, 120_000);
afterAll(async () => {
  if (server?.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await rm(data, { recursive: true, force: true });
});

/** Runs a command in this process; a process of its own would take a second for each. */
async function command(...args: string[]) {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    data: (text) => {
      stdout += text;
    },
    note: (text) => {
      stderr += text;
    },
    status: () => {},
    watched: false,
    paint: pc.createColors(false),
  };
  try {
    return { status: await runProgram(args, terminal), stdout, stderr };
  } catch (error) {
    return { status: 1, stdout, stderr: `${stderr}unbake: ${error instanceof Error ? error.message : error}` };
  }
}
const remote = (...args: string[]) => command(...args, "--host", host, "--token", token);
const json = async (...args: string[]) => {
  const { status, stdout, stderr } = await remote(...args, "-f", "json");
  expect([status, stderr.includes("unbake:")]).toEqual([0, false]);
  return JSON.parse(stdout);
};

describe("unbake serve", () => {
  it("prints one token on a line of its own and is healthy", async () => {
    expect(token).toMatch(/^unbake_\w{46}$/);
    expect((await fetch(`${host}x/health`)).status).toBe(200);
    const page = await fetch(host);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("page.js");
  });

  it("works with folders: create, upload, resume, list, stats, search, view, delete", async () => {
    const folder = await folderOf({
      "a/one.step": "ISO-10303-21; one",
      "b/two.stp": "ISO-10303-21; two",
      "b/two.json": "{}",
      ".hidden/x.step": "x",
    });
    const { id } = await json("dataset", "create", "parts");
    expect(await json("dataset", "upload", id, folder)).toEqual({
      uploaded_files: 3,
      queued_conversions: 2,
      skipped_files: 0,
    });
    expect(await json("dataset", "upload", id, folder)).toEqual({
      uploaded_files: 1,
      queued_conversions: 0,
      skipped_files: 2,
    });
    const rows = await json("conversion", "list", id, "--sort", "created_at_ascending");
    expect(rows.map((row: { file_path: string }) => row.file_path).sort()).toEqual(["a/one.step", "b/two.stp"]);
    expect(await json("dataset", "stats", id)).toMatchObject({ total: 2, by_status: { queued: 2 } });
    const two = rows.find((row: { file_path: string }) => row.file_path === "b/two.stp");
    expect(await json("conversion", "view", id, two.id)).toMatchObject({ status: "queued" });
    const copy = path.join(folder, "copy.stp");
    expect((await remote("conversion", "original", id, two.id, "-o", copy)).status).toBe(0);
    expect(await readFile(copy, "utf8")).toBe("ISO-10303-21; two");
    expect((await remote("conversion", "kcl", id, two.id)).status).toBe(1);
    expect((await remote("conversion", "cancel", id, two.id)).status).toBe(0);
    expect((await remote("conversion", "cancel", id, two.id)).stderr).toContain("409 conflict");
    expect((await remote("conversion", "watch", id, two.id)).status).toBe(1);
    expect((await remote("conversion", "retrigger", id, two.id)).status).toBe(0);
    expect(parse((await remote("dataset", "view", id, "-f", "yaml")).stdout)).toMatchObject({ id, name: "parts" });
    expect((await remote("dataset", "list")).stdout).toContain("zoo_managed");
    expect((await remote("dataset", "delete", id)).status).toBe(0);
    expect((await remote("dataset", "view", id)).stderr).toContain("404 not_found");
  }, 180_000);

  it("makes, lists and revokes tokens and organisations", async () => {
    const made = await command("token", "create", "--json", "--role", "member", "--name", "ci", "--data", data);
    const { token: other } = JSON.parse(made.stdout) as { token: string };
    const asked = () => fetch(`${host}org/datasets`, { headers: { authorization: `Bearer ${other}` } });
    expect((await asked()).status).toBe(200);
    expect((await command("token", "list", "--data", data)).stdout).toContain("member");
    expect((await command("token", "revoke", other, "--data", data)).status).toBe(0);
    expect((await asked()).status).toBe(401);
    expect((await command("org", "create", "second", "--data", data, "-f", "json")).stdout).toContain(
      "aws_external_id",
    );
    expect((await command("org", "create", "second", "--data", data)).status).toBe(1);
    expect((await command("token", "create", "--data", data)).stderr).toContain("several organisations");
  }, 120_000);

  it("says what is wrong with how it is called", async () => {
    expect((await command("dataset", "list", "--host", host)).stderr).toContain("UNBAKE_TOKEN");
    expect((await command("serve", "--port", "x", "--data", data)).stderr).toContain("--port");
    expect((await command("dataset", "nothing")).status).toBe(2);
  }, 60_000);

  it("goes in good order when it is told to", async () => {
    server.kill("SIGTERM");
    const [code] = await once(server, "exit");
    expect(code).toBe(0);
  }, 60_000);
});
