// A parent with secrets, a sibling and servers, and a child that attacks all of them: node attack.mjs LAYER PERMISSIONS.
// Prints as JSON what was tried and how far the child was isolated; null when this machine does not have the layer.
import { createSocket } from "node:dgram";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startChild } from "../../../dist/isolation/child.js";
import { childrenOf } from "../../../dist/isolation/memory.js";
import { bubblewrap } from "../../../dist/isolation/sandbox/bubblewrap.js";
import { choose } from "../../../dist/isolation/sandbox/choose.js";
import { namespaces } from "../../../dist/isolation/sandbox/namespaces.js";
import { findPrograms } from "../../../dist/isolation/sandbox/programs.js";
import { noLayer, noNewPrivileges, otherAccount } from "../../../dist/isolation/sandbox/reduced.js";

// A bubblewrap that is not installed can be tried, too.
const { UNBAKE_TEST_BWRAP: bwrap } = process.env;
const wrapped = () => bubblewrap(bwrap ? { ...findPrograms("sh", "setpriv"), bwrap } : undefined);
const layers = {
  namespaces,
  bubblewrap: wrapped,
  account: otherAccount,
  privileges: noNewPrivileges,
  none: () => noLayer,
};
const [name, permissions] = process.argv.slice(2);
const module = fileURLToPath(new URL("./hostile.mjs", import.meta.url));
const layer = layers[name]();
const sandbox = choose(module, layer ? [layer] : [], permissions === "true");

if (sandbox.isolation.by !== name) {
  console.log(JSON.stringify({ missing: layer ? sandbox.isolation.missing : [`${name} is not installed`] }));
  process.exit(0);
}

// Open to everybody: only isolation stands before it.
process.umask(0);
const folder = mkdtempSync(path.join(tmpdir(), "unbake-attack-"));
chmodSync(folder, 0o777);
const place = (at) => {
  mkdirSync(path.join(folder, at), { mode: 0o777 });
  for (const file of ["secret", "part.step"]) writeFileSync(path.join(folder, at, file), "a secret", { mode: 0o666 });
  return path.join(folder, at);
};
const [home, data, rooms] = [place("home"), place("data"), place("rooms")];
process.env.UNBAKE_TEST_SECRET = "a secret";

const listen = (server, ...at) => new Promise((resolve) => server.listen(...at, () => resolve(server.address())));
const tcp = createServer((socket) => socket.on("error", () => {}).destroy());
const unix = createServer((socket) => socket.on("error", () => {}).destroy());
const { port } = await listen(tcp, 0, "0.0.0.0");
await listen(unix, path.join(folder, "socket"));
let packets = 0;
const udp = createSocket("udp4");
udp.on("message", () => packets++);
await new Promise((resolve) => udp.bind(0, "127.0.0.1", resolve));

const below = (pid) => childrenOf(pid).flatMap((child) => [child, ...below(child)]);
const start = () => startChild({ childModule: module, execArgv: [], sandbox, scratchRoot: rooms });
const limits = { timeoutMs: 30_000, memoryBytes: 2 ** 31 };
const sibling = start();
const room = readdirSync(rooms).find((name) => name.startsWith("unbake-")) ?? "secret";
// It has to be there, not only its guard.
await sibling.run({ rest: true }, limits);
const siblingPid = below(process.pid).at(-1);
const address = Object.values(networkInterfaces())
  .flat()
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
const job = {
  ...{ tcp: port, address: address ?? "127.0.0.1", unix: path.join(folder, "socket"), udp: udp.address().port },
  ...{
    home,
    data,
    sibling: path.join(rooms, room, "scratch"),
    siblingPid,
    parent: process.pid,
    uid: process.getuid(),
    code: path.dirname(module),
  },
  granted: path.join(home, "part.step"),
};
const child = start();
const outcome = await child.run(job, limits, {}, { files: [job.granted], folders: [] });
await Promise.all([child.kill(), sibling.kill()]);
await new Promise((resolve) => setTimeout(resolve, 100));
const left = below(process.pid);
console.log(JSON.stringify({ isolation: sandbox.isolation, outcome, packets, left: left.length }));
for (const pid of left) process.kill(pid, "SIGKILL");
for (const server of [tcp, unix, udp]) server.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
