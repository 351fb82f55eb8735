/** What is left where namespaces are not available: as root another account, otherwise no way back to rights, otherwise nothing. */
import { keptNothing, type Layer, maxProcesses } from "./layers.js";
import { findPrograms } from "./programs.js";

/** As root: an account that owns nothing, for each child one. It sees what everybody may see. Undefined where a program is missing. */
export function otherAccount(): Layer | undefined {
  const programs = findPrograms("setpriv", "prlimit");
  if (process.getuid?.() !== 0 || !programs) return undefined;
  return {
    name: "account",
    kept: { ...keptNothing, account: true, privileges: true },
    hasInit: false,
    wrap: ({ file, args }, { account }) => ({
      file: programs.setpriv,
      args: [
        ...(account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"] : []),
        ...["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", programs.prlimit],
        ...[`--nproc=${maxProcesses}`, "--core=0", file, ...args],
      ],
    }),
  };
}

/** Programs that give rights (sudo) give none. Undefined where the program is missing. */
export function noNewPrivileges(): Layer | undefined {
  const programs = findPrograms("setpriv");
  return (
    programs && {
      name: "privileges",
      kept: { ...keptNothing, privileges: true },
      hasInit: false,
      wrap: ({ file, args }) => ({ file: programs.setpriv, args: ["--no-new-privs", file, ...args] }),
    }
  );
}

export const noLayer: Layer = { name: "none", kept: keptNothing, hasInit: false, wrap: (command) => command };
