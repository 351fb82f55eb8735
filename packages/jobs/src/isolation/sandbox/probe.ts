/** Whether a layer works on this machine: tried on a shell, before any child depends on it. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Account, takeAccount } from "./accounts.js";
import type { Kept, Layer } from "./layers.js";
import { findProgram } from "./programs.js";
import { makeRoom } from "./room.js";
import type { View } from "./view.js";

/** It takes 30 ms; a machine that swaps may need a hundred times as long. */
const limitMs = 10_000;
const worked = "unbake:";

/** Undefined when the layer works; otherwise why not. `module` is what children will run. */
export function whyNot(layer: Layer, view: View, module: string): string | undefined {
  const sh = findProgram("sh");
  if (sh === undefined) return "there is no shell";
  let folder: string | undefined;
  try {
    folder = mkdtempSync(path.join(tmpdir(), "unbake-probe-"));
    // The account of a child has to come through.
    chmodSync(folder, 0o711);
    const account = layer.kept.account ? takeAccount() : undefined;
    const room = makeRoom(folder, account);
    const setting = { room, view: { ...view, shown: [...view.shown, sh] }, account };
    const { file, args } = layer.wrap({ file: sh, args: ["-c", script, "sh", module, room.scratch] }, setting);
    const ended = spawnSync(file, args, {
      env: {},
      cwd: "/",
      encoding: "utf8",
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    if (ended.error) return ended.error.message;
    const last = ended.stderr.trim().split("\n").at(-1);
    if (ended.status !== 0) return last || `it ended with ${ended.status ?? ended.signal}`;
    return judge(layer.kept, account, ended.stdout);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints what a process sees of itself; needs no other program. */
const script = `
test -r "$1" || { echo "our own code cannot be read" >&2; exit 1; }
: > "$2/probe" || exit 1
test -e /etc/passwd && echo "${worked} sees files"
test -w "$1" && echo "${worked} writes files"
(:) || exit 1
for file in /proc/self/status /proc/net/dev; do
  test -r "$file" && while read -r line; do echo "$line"; done < "$file"
done
echo "${worked} done"
`;

function judge(kept: Kept, account: Account | undefined, said: string): string | undefined {
  const lines = said.split("\n").map((line) => line.trim());
  if (!lines.includes(`${worked} done`)) return "it said nothing";
  if (kept.files && lines.includes(`${worked} sees files`)) return "the machine's files can be seen";
  if ((kept.files || kept.account) && lines.includes(`${worked} writes files`)) return "our own code can be written to";
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.split(/\s+/);
  // Where it sees no /proc there is nothing to compare.
  if (kept.privileges && !["1", undefined].includes(field("NoNewPrivs")?.[1])) return "it could get new privileges";
  if (kept.privileges && kept.account && /[^0]/.test(field("CapEff")?.[1] ?? "0")) return "it has kept rights of root";
  if (kept.account && ![String(account?.uid), undefined].includes(field("Uid")?.[1])) return "it is still root";
  const devices = lines.flatMap((line) => /^([\w.@-]+):(?:\s+\d+){16}$/.exec(line)?.[1] ?? []);
  if (kept.network && devices.some((name) => name !== "lo")) return `it has the network ${devices.join(", ")}`;
  return undefined;
}
