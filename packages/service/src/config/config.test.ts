import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configurationDocument } from "./document.js";
import { ConfigError, loadConfig } from "./load.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-config-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("loadConfig", () => {
  it("takes a flag before the environment, that before the file, that before the default", async () => {
    await writeFile(path.join(folder, "unbake.toml"), "port = 1\njobs = 2\nlease_seconds = 3\n");
    const env = { UNBAKE_DATA: folder, UNBAKE_PORT: "10", UNBAKE_JOBS: "20", UNBAKE_STORAGE: "" };
    const config = await loadConfig({ flags: { port: "100" }, env });
    expect(config).toMatchObject({ data: folder, port: 100, jobs: 20, lease_seconds: 3, max_attempts: 3 });
    expect(config.storage).toBeUndefined();
  });

  it.each([
    [{ env: { UNBAKE_PORT: "80a" } }, /UNBAKE_PORT: "80a" is not a whole number/],
    [{ env: {}, flags: { log_level: "loud" } }, /--log-level: "loud" is none of debug/],
    [{ env: { UNBAKE_CONFIG: "/nowhere/unbake.toml" } }, /cannot be read/],
  ] as const)("says where a wrong value comes from: %j", async (sources, message) => {
    const wrong = loadConfig(sources as Parameters<typeof loadConfig>[0]);
    await expect(wrong).rejects.toThrow(message);
    await expect(wrong).rejects.toBeInstanceOf(ConfigError);
  });

  it("takes secrets, and nothing else, from a file of their own", async () => {
    const secretFile = path.join(folder, "secrets.toml");
    await writeFile(secretFile, 'database_url = "postgres://u:secret@db/x"\n');
    const file = path.join(folder, "beside.toml");
    await writeFile(file, 'database_url = "postgres://other/x"\nport = 7\n');
    const config = await loadConfig({ file, secretFile, env: {} });
    expect(config).toMatchObject({ database_url: "postgres://u:secret@db/x", port: 7 });
    expect((await loadConfig({ secretFile, env: { DATABASE_URL: "postgres://env/x" } })).database_url).toContain("env");
    await writeFile(secretFile, "port = 8\n");
    await expect(loadConfig({ secretFile, env: {} })).rejects.toThrow('"port" is no secret');
    await expect(loadConfig({ secretFile: `${secretFile}.gone`, env: {} })).rejects.toThrow("cannot be read");
  });

  it("refuses a setting that does not exist", async () => {
    const file = path.join(folder, "typo.toml");
    await writeFile(file, "prot = 8080\n");
    await expect(loadConfig({ file, env: {} })).rejects.toThrow('no setting "prot"');
  });
});

it("is documented", async () => {
  const file = fileURLToPath(new URL("../../../../docs/configuration.md", import.meta.url));
  if (process.env.UPDATE_DOCS) await writeFile(file, configurationDocument());
  expect(await readFile(file, "utf8")).toBe(configurationDocument());
});
