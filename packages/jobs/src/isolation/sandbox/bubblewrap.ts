/** The full isolation by bubblewrap, which some systems trust with namespaces where they trust nobody else. */
import { keptNothing, type Layer, type Setting } from "./layers.js";
import { findPrograms } from "./programs.js";

/** Undefined where there is no bubblewrap. */
export function bubblewrap(programs = findPrograms("sh", "setpriv", "bwrap")): Layer | undefined {
  if (!programs) return undefined;
  const { sh, setpriv, bwrap } = programs;
  return {
    name: "bubblewrap",
    kept: { ...keptNothing, network: true, files: true, processes: true, privileges: true },
    hasInit: true,
    wrap: (command, setting) => ({
      file: sh,
      args: [
        // Signals to everybody are for our parent: it decides when a child ends.
        ...["-c", 'trap "" TERM INT HUP; exec "$@"', "sh", setpriv, "--pdeathsig", "KILL", bwrap],
        ...["--unshare-all", "--die-with-parent", "--cap-drop", "ALL", ...mounts(setting), "--chdir", "/"],
        // The shell's and its own.
        ...["--unsetenv", "PWD", "--unsetenv", "OLDPWD"],
        ...["--", command.file, ...command.args],
      ],
    }),
  };
}

function mounts({ room, view }: Setting): readonly string[] {
  return [
    ...view.shown.flatMap((at) => ["--ro-bind", at, at]),
    ...view.links.flatMap(({ at, to }) => ["--symlink", to, at]),
    ...view.devices.flatMap((at) => ["--dev-bind", at, at]),
    ...["--proc", "/proc", "--bind", room.scratch, room.scratch, "--remount-ro", "/"],
  ];
}
