// What reading, measuring and meshing a STEP file takes natively: the floor that conversions are compared with.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const libraries = ["TKSTEP", "TKSTEPBase", "TKXSBase", "TKMesh", "TKTopAlgo", "TKBRep", "TKG3d", "TKMath", "TKernel"];
const howTo = `The native floor needs OpenCASCADE's own headers and a compiler. On Debian:
  apt-get install g++ libocct-data-exchange-dev libocct-modeling-algorithms-dev`;

/** Builds the program, which prints a line "FILE ms-to-read ms-to-measure ms-to-mesh ..." for each file it is given; ends with how to when it cannot be. */
export function buildNative(source: string): string {
  const program = path.join(mkdtempSync(path.join(tmpdir(), "unbake-native-")), "readmesh");
  const links = libraries.map((name) => `-l${name}`);
  const built = spawnSync("g++", ["-O2", "-w", "-I/usr/include/opencascade", source, "-o", program, ...links], {
    encoding: "utf8",
  });
  if (built.status === 0) return program;
  console.error(`${built.stderr ?? built.error?.message}\n${howTo}`);
  process.exit(2);
}

/** Seconds for one file: the least of three runs in one process, of which the first warms up. Undefined where it cannot be read. */
export function nativeSeconds(program: string, file: string): number | undefined {
  const text = execFileSync(program, [file, file, file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const times = text.split("\n").flatMap((line) => {
    const columns = line.split("\t");
    const [read, measured, meshed] = columns.slice(1, 4).map(Number);
    const ms = Number(read) + Number(measured) + Number(meshed);
    return columns.length >= 4 && Number.isFinite(ms) ? [ms / 1000] : [];
  });
  return times.length > 0 ? Math.min(...times) : undefined;
}
