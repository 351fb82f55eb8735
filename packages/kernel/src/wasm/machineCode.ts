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
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { type WasmModule, webAssembly } from "./webAssembly.js";

interface Natives {
  serialize(module: WasmModule): ArrayBuffer;
  /** Undefined where V8 cannot use the code. */
  deserialize(code: ArrayBuffer, wasm: Uint8Array): WasmModule | undefined;
}

const digestBytes = 32;

/** Beside the package: `packages/kernel/.machine-code`. */
const folder = path.join(path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url)))), ".machine-code");

/** What this process does beyond compiling: nothing, use what is there, or make it. */
let natives: Natives | undefined;
let making = false;
const modules = new Map<string, WasmModule>();

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

/**
 * From now on this process uses machine code that `serializeModules` left behind, or with `make` makes such code: every function is then
 * compiled by the optimising compiler when it is first called. Sets V8's flags for the whole process, so only processes call it that
 * are conversions and nothing else, and before they load a module.
 */
export function useMachineCode({ make = false } = {}): void {
  for (const flag of flags) setFlagsFromString(flag);
  natives = nativesOfV8();
  making = make;
  if (making) setFlagsFromString("--no-liftoff");
}

function nativesOfV8(): Natives | undefined {
  setFlagsFromString("--allow-natives-syntax");
  try {
    return {
      serialize: new Function("module", "return %SerializeWasmModule(module)") as Natives["serialize"],
      deserialize: new Function("code", "wasm", "return %DeserializeWasmModule(code, wasm)") as Natives["deserialize"],
    };
  } catch {
    return undefined;
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}

/** The compiled module of a .wasm file, made once a process. Code of functions comes from disk or is made as they are called. */
export function moduleOf(file: string): WasmModule {
  const known = modules.get(file);
  if (known) return known;
  const wasm = readFileSync(file);
  const module = (making ? undefined : fromDisk(file, wasm)) ?? new webAssembly.Module(wasm);
  modules.set(file, module);
  return module;
}

function fromDisk(file: string, wasm: Uint8Array): WasmModule | undefined {
  if (!natives) return undefined;
  try {
    const stored = readFileSync(storedAs(file));
    const code = stored.subarray(digestBytes);
    if (!digest(code).equals(stored.subarray(0, digestBytes))) return undefined;
    // V8 wants a buffer of its own.
    return natives.deserialize(new Uint8Array(code).buffer, wasm);
  } catch {
    return undefined;
  }
}

/** At the end of a process that makes machine code: writes it, a file for each module. Returns the files, none where V8 cannot. */
export function serializeModules(): readonly string[] {
  const written: string[] = [];
  if (!natives || !making) return written;
  // V8 compares the flags of the process that wrote with those of the one that reads.
  setFlagsFromString("--liftoff");
  mkdirSync(folder, { recursive: true });
  for (const [file, module] of modules) {
    const code = Buffer.from(natives.serialize(module));
    const target = storedAs(file);
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

/** One file for each module as it is on disk and each build of Node that may read it. */
function storedAs(file: string): string {
  const { size, mtimeMs } = statSync(file);
  const key = [process.version, process.arch, process.versions.v8, file, size, mtimeMs].join(" ");
  return path.join(folder, `${path.basename(file)}-${digest(Buffer.from(key)).toString("hex").slice(0, 16)}`);
}
