/** A real service as its users start it: `unbake serve` on a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export interface RunningService {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

export const repository = fileURLToPath(new URL("../../../", import.meta.url));

const startMs = 120_000;

/** Resolves when it answers, with the token that its first start prints. */
export async function startService(): Promise<RunningService> {
  const folder = await mkdtemp(path.join(tmpdir(), "unbake-page-"));
  // Open to the account that PostgreSQL runs as: else its cluster would lie outside, and stay when the test is killed.
  await chmod(folder, 0o755);
  const args = ["serve", "--data", folder, "--port", "0", "--jobs", "1", "--log-level", "error"];
  const child = spawn(path.join(repository, "bin", "unbake"), args, { stdio: ["ignore", "pipe", "pipe"] });
  const { url, token } = await said(child).catch((error: unknown) => {
    child.kill("SIGTERM");
    throw error;
  });
  return {
    url,
    token,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function said(child: ChildProcess): Promise<{ readonly url: string; readonly token: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const timer = setTimeout(() => reject(new Error(`the service did not start: ${text}`)), startMs);
    child.once("exit", (code) => reject(new Error(`the service ended with ${code}: ${text}`)));
    const hear = (piece: unknown) => {
      text += String(piece);
      const token = /token: (\S+)/.exec(text)?.[1];
      const url = /serves at (http\S+?)\/?\s/.exec(text)?.[1];
      if (token === undefined || url === undefined) return;
      clearTimeout(timer);
      resolve({ url, token });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
  });
}
