/** The service and its command line together: one process that serves, and commands against it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pc from "picocolors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runProgram } from "../program.js";
import type { Terminal } from "../terminal/terminal.js";
import { folderOf, unbake } from "../testing/command.js";
import { readConfig } from "./settings.js";

let data = "";
let server: ChildProcess;
let output = "";
let host = "";
let token = "";
let tokenFile = "";

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
  tokenFile = path.join(data, "token.txt");
  await writeFile(tokenFile, `${token}\n`);
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
  return answering(undefined, ...args);
}

/** The same at a terminal where somebody answers questions so. */
async function answering(answer: string | undefined, ...args: string[]) {
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
    ask: async (question) => {
      if (answer !== undefined) stderr += question;
      return answer;
    },
    watched: false,
    paint: pc.createColors(false),
  };
  try {
    return { status: await runProgram(args, terminal), stdout, stderr };
  } catch (error) {
    return { status: 1, stdout, stderr: `${stderr}unbake: ${error instanceof Error ? error.message : error}` };
  }
}
const remote = (...args: string[]) => command(...args, "--host", host, "--token-file", tokenFile);
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
    expect(await page.text()).toMatch(/<script type="module"[^>]* src="\/assets\/[^"]+\.js">/);
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
    expect((await remote("conversion", "retrigger", id, two.id, "--yes")).status).toBe(0);
    expect(parse((await remote("dataset", "view", id, "-f", "yaml")).stdout)).toMatchObject({ id, name: "parts" });
    expect((await remote("dataset", "list")).stdout).toContain("zoo_managed");
    expect((await remote("dataset", "delete", id, "--yes")).status).toBe(0);
    expect((await remote("dataset", "view", id)).stderr).toContain("404 not_found");
  }, 180_000);

  it("asks before it deletes or starts again, and refuses where nobody can answer", async () => {
    const folder = await folderOf({ "a.step": "ISO-10303-21; a" });
    const { id } = (await json("dataset", "create", "kept", "--upload", folder)).dataset;
    const at = ["--host", host, "--token-file", tokenFile];
    const asked = [
      ["dataset", "delete", id],
      ["dataset", "retrigger", id],
      ["dataset", "update", id, "--s3", "s3://bucket/x"],
      ["conversion", "retrigger", id, (await json("conversion", "list", id))[0].id],
    ];
    for (const args of asked) {
      const alone = await command(...args, ...at);
      expect([args, alone.status]).toEqual([args, 2]);
      expect(alone.stderr).toContain("--yes");
      for (const no of ["", "n", "nonsense"]) {
        const refused = await answering(no, ...args, ...at);
        expect([args, refused.status]).toEqual([args, 1]);
        expect(refused.stderr).toContain("nothing was done");
      }
    }
    expect((await json("dataset", "view", id)).name).toBe("kept");
    const retriggered = await answering("y", "dataset", "retrigger", id, ...at);
    expect([retriggered.status, retriggered.stderr]).toEqual([
      0,
      expect.stringContaining("that are no success again?"),
    ]);
    expect((await remote("conversion", "retrigger", id, "x", "--confirm")).stderr).toContain("400");
    expect((await answering("yes", "dataset", "delete", id, ...at)).status).toBe(0);
    expect((await remote("dataset", "view", id)).stderr).toContain("404");
  }, 120_000);

  it("says when a list was cut, and goes on to its end", async () => {
    const files = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [`${name}.step`, `ISO-10303-21; ${name}`]),
    );
    const { id } = (await json("dataset", "create", "lists", "--upload", await folderOf(files))).dataset;
    const list = ["conversion", "list", id, "-f", "json", "--sort", "created_at_ascending"];
    const all: object[] = JSON.parse((await remote(...list)).stdout);
    expect(all).toHaveLength(5);
    const cut = await remote(...list, "--limit", "2");
    expect([cut.status, JSON.parse(cut.stdout).length]).toEqual([0, 2]);
    expect(cut.stderr).toContain("--paginate");
    const next = /--page-token (\S+)/.exec(cut.stderr)?.[1] ?? "";
    const rest = await remote(...list, "--page-token", next);
    expect([...JSON.parse(cut.stdout), ...JSON.parse(rest.stdout)]).toEqual(all);
    const paged = await remote(...list, "--paginate", "--limit", "2");
    expect([JSON.parse(paged.stdout), paged.stderr]).toEqual([all, ""]);
    const found = await remote("dataset", "conversions", "search", id, "c.step", "-f", "json");
    expect(JSON.parse(found.stdout)[0].file_path).toBe("c.step");
    await json("dataset", "create", "second");
    expect((await remote("dataset", "list", "--limit", "1")).stderr).toContain("there are more");
    expect((await remote("dataset", "list", "--limit", "1", "--paginate")).stderr).toBe("");
  }, 120_000);

  it("knows the names of zoo org dataset", async () => {
    const folder = await folderOf({ "in/x.step": "ISO-10303-21; x", "in/y.step": "ISO-10303-21; y" });
    const zoo = (...args: string[]) => json("org", "dataset", ...args);
    const made = await zoo(
      "create",
      "--name",
      "z",
      "--provider",
      "zoo-managed",
      "--upload",
      path.join(folder, "in"),
      "--recursive",
      "--base-dir",
      folder,
    );
    expect(made.upload).toMatchObject({ uploaded_files: 2, queued_conversions: 2 });
    const id: string = made.dataset.id;
    expect((await zoo("get", id)).name).toBe("z");
    expect(await zoo("update", id, "--name", "zz", "--description", "d")).toMatchObject({
      name: "zz",
      description: "d",
    });
    expect(await zoo("update", id, "--description", "", "--require-score")).toMatchObject({
      description: null,
      require_raw_kcl_similarity_score_for_success: true,
    });
    const listed = await zoo("conversions", id, "--status", "queued", "--sort-by", "created-at-descending");
    expect(listed.map((row: { file_path: string }) => row.file_path).sort()).toEqual(["in/x.step", "in/y.step"]);
    expect(await zoo("conversions", "list", id, "--paginate")).toHaveLength(2);
    const one = listed.find((row: { file_path: string }) => row.file_path === "in/x.step");
    expect((await zoo("conversion", "get", id, one.id)).file_path).toBe("in/x.step");
    expect((await remote("org", "dataset", "conversion", "download-original", id, one.id, "-o", folder)).status).toBe(
      0,
    );
    expect(await readFile(path.join(folder, "x.step"), "utf8")).toBe("ISO-10303-21; x");
    expect((await remote("org", "dataset", "conversion", "artifact", id, one.id, "--kind", "manual")).status).toBe(1);
    const own = `${host}x/datasets/${id}/conversions/${one.id}/override`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await fetch(own, { method: "PUT", headers, body: JSON.stringify({ kcl: "x = 1\n" }) });
    for (const [kind, verb] of [
      ["manual", "artifact"],
      ["final", "artifact"],
      ["best", "kcl"],
    ] as const) {
      const file = path.join(folder, `${kind}.kcl`);
      const written = await remote("org", "dataset", "conversion", verb, id, one.id, "--kind", kind, "--output", file);
      expect([kind, written.status, written.stdout]).toEqual([kind, 0, ""]);
      expect(await readFile(file, "utf8")).toBe("x = 1\n");
    }
    expect((await remote("dataset", "conversion", "kcl", id, one.id)).stdout).toBe("x = 1\n");
    const policies = ["s3-policies", "--uri", "s3://bucket/p", "--role-arn", "arn:aws:iam::123456789012:role/r"];
    expect(await zoo(...policies)).toHaveProperty("trust_policy");
    const target = path.join(folder, "policies");
    expect((await remote("dataset", ...policies, "--output-dir", target)).status).toBe(0);
    expect((await readdir(target)).sort()).toEqual([
      "bucket-policy.json",
      "permission-policy.json",
      "trust-policy.json",
    ]);
    const zip = path.join(folder, "all.zip");
    expect((await remote("dataset", "download", id, "-o", zip)).status).toBe(0);
    // No conversion has succeeded: an end of central directory and nothing else (APPNOTE 4.3.16).
    expect((await readFile(zip)).toString("hex")).toBe(`504b0506${"00".repeat(18)}`);
    expect((await remote("org", "dataset", "retrigger", id, "--scope", "canceled-only", "--confirm")).status).toBe(0);
    expect((await remote("org", "dataset", "delete", id, "--confirm")).status).toBe(0);
  }, 120_000);

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
    const nobody = await command("dataset", "list", "--host", host);
    expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining("UNBAKE_TOKEN")]);
    for (const [args, status, words] of [
      [["dataset", "create"], 2, "a name"],
      [["dataset", "create", "x", "--s3", "s3://b/p"], 2, "--role-arn"],
      [["dataset", "create", "x", "--role-arn", "arn"], 2, "--s3"],
      [["dataset", "update", "x"], 2, "nothing to change"],
      [["dataset", "retrigger", "x", "--status", "success", "--scope", "success-only", "--yes"], 2, "not both"],
      [["dataset", "upload", "x", "nowhere", "/dev/null"], 3, "no such file"],
      [["conversion", "list", "1"], 1, "id must be a UUID"],
    ] as const) {
      const said = await remote(...args);
      expect([args, said.status]).toEqual([args, status]);
      expect(said.stderr).toContain(words);
    }
    expect((await command("serve", "--port", "x", "--data", data)).stderr).toContain("--port");
    expect((await command("dataset", "nothing")).status).toBe(2);
  }, 60_000);

  it("takes secrets from files, and warns of those that are typed", async () => {
    const list = ["dataset", "list", "--host", host];
    const typed = await command(...list, "--token", token);
    expect([typed.status, typed.stderr]).toEqual([0, expect.stringContaining("--token-file")]);
    expect(typed.stderr).not.toContain(token);
    expect((await command(...list, "--token", token, "--token-file", tokenFile)).status).toBe(2);
    expect((await command(...list, "--token-file", path.join(data, "gone"))).status).toBe(3);
    const folder = await folderOf({ empty: "\n", printed: `token: ${token}\n`, "secrets.toml": "port = 1\n" });
    expect((await command(...list, "--token-file", path.join(folder, "empty"))).status).toBe(2);
    expect((await command(...list, "--token-file", path.join(folder, "printed"))).status).toBe(0);
    const refused = await command("token", "list", "--secret-file", path.join(folder, "secrets.toml"));
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("is no secret")]);
    for (const [url, warns] of [
      ["postgres://nobody:secret@db/none", true],
      ["postgres://db/none?password=secret", true],
      ["postgres://nobody@db/none", false],
    ] as const) {
      let said = "";
      const note = (text: string) => {
        said += text;
      };
      await readConfig({ databaseUrl: url, data }, { note });
      expect([url, said.includes("DATABASE_URL")]).toEqual([url, warns]);
      expect(said).not.toContain("secret@");
    }
  }, 60_000);

  it("goes in good order when it is told to", async () => {
    server.kill("SIGTERM");
    const [code] = await once(server, "exit");
    expect(code).toBe(0);
  }, 60_000);
});
