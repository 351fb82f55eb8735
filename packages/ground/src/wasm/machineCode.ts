/**
 * Machine code of the WebAssembly modules, kept between processes.
 *
 * A conversion is short, and most of a short process goes into compiling: V8 keeps no code of WebAssembly on disk (browsers do). Its
 * own functions for that, `%SerializeWasmModule` and `%DeserializeWasmModule`, are reached through `--allow-natives-syntax`, which is
 * switched on for the two lines that need it only. V8 refuses code of another version of itself, other flags or another processor;
 * what was damaged on disk fails its digest. Then, and where V8 has no such functions, modules are compiled as usual.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { type WasmModule, webAssembly } from "./webAssembly.js";

const digestBytes = 32;

/** What this process does beyond compiling as usual. */
let mode: "plain" | "use" | "make" = "plain";
const modules = new Map<string, WasmModule>();

/** Calls a function of V8's own. Throws a SyntaxError where V8 has none of that name. */
function native(name: string, ...values: readonly unknown[]): unknown {
  setFlagsFromString("--allow-natives-syntax");
  try {
    const parameters = values.map((_, i) => `a${i}`).join();
    return new Function(...parameters.split(","), `return %${name}(${parameters})`)(...values);
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}

/**
 * How eagerly V8 recompiles WebAssembly with its optimising compiler. A conversion runs a great deal of code a few times; with V8's
 * budget (a function is recompiled after about 1.8 MB of its code have run) most of a short conversion's processor time goes into the
 * compiler. Functions that are really hot still get there.
 */
const flags = [
  "--wasm-tiering-budget=1000000000",
  // Functions are checked when they are first compiled instead of all before the first is run: 0.15 s less at each start.
  // The modules are those of pinned packages.
  "--wasm-lazy-validation",
];

/** V8's baseline compiler, and what goes off with it but does not come on again with it. */
const baselineFlags = ["liftoff", "wasm-dynamic-tiering"];

/**
 * From now on this process uses machine code that `serializeModules` left behind, or with `make` makes such code: every function is then
 * compiled by the optimising compiler when it is first called. Sets V8's flags for the whole process, so only processes call it that
 * are conversions and nothing else, and before they load a module.
 */
export function useMachineCode({ make = false } = {}): void {
  for (const flag of flags) setFlagsFromString(flag);
  mode = make ? "make" : "use";
  if (make) for (const flag of baselineFlags) setFlagsFromString(`--no-${flag}`);
}

/** The compiled module of a .wasm file, made once a process. Code of functions comes from disk or is made as they are called. */
export function moduleOf(file: string): WasmModule {
  const known = modules.get(file);
  if (known) return known;
  const wasm = readFileSync(file);
  const module = (mode === "use" ? fromDisk(file, wasm) : undefined) ?? new webAssembly.Module(wasm);
  modules.set(file, module);
  return module;
}

function fromDisk(file: string, wasm: Uint8Array): WasmModule | undefined {
  try {
    const stored = readFileSync(storedAs(file));
    const code = stored.subarray(digestBytes);
    if (!digest(code).equals(stored.subarray(0, digestBytes))) return undefined;
    // V8 wants a buffer of its own.
    return native("DeserializeWasmModule", new Uint8Array(code).buffer, wasm) as WasmModule | undefined;
  } catch {
    return undefined;
  }
}

/**
 * At the end of a process that makes machine code: writes it, a file for each module, and returns the files.
 * Throws a SyntaxError where V8 does not hand its code out; ends the whole process where it has none to hand out.
 */
export function serializeModules(): readonly string[] {
  const written: string[] = [];
  // V8 compares the flags of the process that wrote with those of the one that reads.
  for (const flag of baselineFlags) setFlagsFromString(`--${flag}`);
  for (const [file, module] of modules) {
    const code = Buffer.from(native("SerializeWasmModule", module) as ArrayBuffer);
    const target = storedAs(file);
    mkdirSync(path.dirname(target), { recursive: true });
    // Processes that read at this moment find the old file or the new one.
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, Buffer.concat([digest(code), code]));
    renameSync(draft, target);
    written.push(target);
  }
  return written;
}

function digest(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** Where the machine code of a module is kept: `.cache/unbake` in the `node_modules` that it is installed in. */
export function machineCodeFolder(file: string): string {
  const installed = `${path.sep}node_modules${path.sep}`;
  return path.join(file.slice(0, file.indexOf(installed) + installed.length), ".cache", "unbake");
}

/** One file for each module as it is on disk and each build of Node that may read it, in `node_modules/.cache/unbake`. */
function storedAs(file: string): string {
  const { size, mtimeMs } = statSync(file);
  const key = [process.version, process.arch, process.versions.v8, file, size, mtimeMs].join(" ");
  return path.join(
    machineCodeFolder(file),
    `${path.basename(file)}-${digest(Buffer.from(key)).toString("hex").slice(0, 16)}`,
  );
}
