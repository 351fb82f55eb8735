/**
 * The full isolation, by programs of util-linux that nearly every Linux has: namespaces of the child's own for files, network, processes and the
 * rest. As root the child then becomes an account of its own; otherwise it stays ours in a namespace of users where it is nobody else.
 */
import { statSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import path from "node:path";
import { type Layer, maxProcesses, type Setting } from "./layers.js";
import { findPrograms } from "./programs.js";

/** Undefined where a program that it takes is missing. */
export function namespaces(isRoot = process.getuid?.() === 0): Layer | undefined {
  const programs = findPrograms("sh", "setpriv", "prlimit", "unshare", "mount", "umount", "pivot_root", "mkdir", "ln");
  if (!programs) return undefined;
  const { sh, setpriv, unshare } = programs;
  return {
    name: "namespaces",
    kept: { network: true, files: true, processes: true, account: isRoot, privileges: true },
    hasInit: true,
    wrap(command, setting) {
      const users = isRoot ? [] : ["--user", "--map-root-user"];
      const own = ["--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child"];
      writeFileSync(tableOf(setting), mountTable(setting, programs), { mode: 0o600 });
      return {
        file: sh,
        args: [
          // Signals to everybody are for our parent: it decides when a child ends.
          ...["-c", 'trap "" TERM INT HUP; exec "$@"', "sh", setpriv, "--pdeathsig", "KILL", unshare, ...users, ...own],
          ...[sh, "-c", setUp(setting, programs, isRoot), "sh", command.file, ...command.args],
        ],
      };
    },
  };
}

type Programs = NonNullable<
  ReturnType<typeof findPrograms<"sh" | "setpriv" | "prlimit" | "mount" | "umount" | "pivot_root" | "mkdir" | "ln">>
>;

/** Before Linux 5.14 a limit of processes counted all of an account, wherever they are: ours has others. */
const countsByNamespace = isAtLeast(release(), 5, 14);

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return a > major || (a === major && b >= minor);
}

/** In the child's root: the programs that it still needs before it begins. */
const programFolder = "/.start";
const oldRoot = "/.old";

/**
 * Puts the child's root together, goes there and leaves the old one, then gives up all that is left of its rights. The first process of the
 * namespace stays a shell: the first one would be deaf to the signals that tell how a program died.
 */
function setUp(
  { room, view, account }: Setting,
  { mount, umount, pivot_root, mkdir, ln }: Programs,
  isRoot: boolean,
): string {
  const q = quote;
  const inside = (at: string) => q(room.root + at);
  const files = [...view.shown, ...view.devices].filter((at) => !isFolder(at));
  const folders = [...view.shown.filter(isFolder), room.scratch, "/proc", oldRoot, programFolder];
  const parents = [...files, ...view.links.map(({ at }) => at)].map((at) => path.dirname(at));
  const started = ["sh", "setpriv", "prlimit"].map((name) => path.join(programFolder, name));
  const ids = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"] : [];
  const limits = ["--core=0", ...(account || countsByNamespace ? [`--nproc=${maxProcesses}`] : [])];
  const rights = [...ids, "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];
  return [
    "set -e",
    // The child is another account than the one that makes its root.
    "umask 022",
    `${q(mount)} -n -t tmpfs -o mode=755,nosuid,nodev,size=1m tmpfs ${q(room.root)}`,
    `${q(mkdir)} -p ${[...new Set([...folders, ...parents])].map(inside).join(" ")}`,
    ...[...files, ...started].map((at) => `: > ${inside(at)}`),
    ...view.links.map(({ at, to }) => `${q(ln)} -s ${q(to)} ${inside(at)}`),
    `${q(mount)} -n -a -T ${q(tableOf({ room }))}`,
    `${q(mount)} -n -t proc -o nosuid,nodev,noexec proc ${inside("/proc")} 2>/dev/null || :`,
    `${q(mount)} -n -o remount,bind,ro,nosuid,nodev ${q(room.root)}`,
    `cd ${q(room.root)}`,
    `${q(pivot_root)} . .${oldRoot}`,
    `${oldRoot}${q(umount)} -n -l ${oldRoot}`,
    "cd /",
    // Namespaces of users give a process the kernel's less trodden paths; ours has no use for them. As root the number would be the whole machine's.
    ...(isRoot ? [] : ["echo 0 > /proc/sys/user/max_user_namespaces 2>/dev/null || :"]),
    `exec ${programFolder}/setpriv ${rights.join(" ")} ${programFolder}/prlimit ${limits.join(" ")} ` +
      `${programFolder}/sh -c 'unset PWD OLDPWD; "$@" & wait $!' sh "$@"`,
  ].join("\n");
}

function tableOf({ room }: Pick<Setting, "room">): string {
  return path.join(room.folder, "mounts");
}

/** What is shown in the child's root, in the form of /etc/fstab: one program mounts all of it. */
function mountTable({ room, view }: Setting, programs: Programs): string {
  const line = (from: string, at: string, options: string) =>
    `${tableWord(from)} ${tableWord(room.root + at)} none ${options} 0 0\n`;
  return [
    ...view.shown.map((at) => line(at, at, "rbind,ro,nosuid,nodev")),
    ...(["sh", "setpriv", "prlimit"] as const).map((name) =>
      line(programs[name], path.join(programFolder, name), "bind,ro,nosuid,nodev"),
    ),
    ...view.devices.map((at) => line(at, at, "bind,nosuid,noexec")),
    line(room.scratch, room.scratch, "bind,nosuid,nodev,noexec"),
  ].join("");
}

/** As the table wants it. */
function tableWord(at: string): string {
  return at.replace(/[\s\\]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/** One word of a shell. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function isFolder(at: string): boolean {
  return statSync(at).isDirectory();
}
