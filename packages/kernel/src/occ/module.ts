/**
 * Starts OpenCASCADE (the WebAssembly build `replicad-opencascadejs`).
 * The module is compiled once a process and shared; every instance has its own memory.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import init, { type OpenCascadeInstance } from "replicad-opencascadejs";
import { type WasmInstance, type WasmMemory, type WasmModule, webAssembly } from "./webAssembly.js";

export type { OpenCascadeInstance } from "replicad-opencascadejs";

/** One running instance: the bindings and the memory they work in. */
export interface OpenCascade {
  readonly oc: OpenCascadeInstance;
  readonly memory: WasmMemory;
}

let compiled: Promise<WasmModule> | undefined;

/** The compiled module, made once: hand it to worker threads so that they skip compiling (about 0.1 s). */
export function compileOpenCascade(): Promise<WasmModule> {
  compiled ??= readFile(createRequire(import.meta.url).resolve("replicad-opencascadejs/wasm")).then((bytes) =>
    webAssembly.compile(bytes),
  );
  return compiled;
}

/** Starts one instance. OpenCASCADE's own chatter on stdout and stderr goes to `log`, or nowhere. */
export async function startOpenCascade(
  module?: WasmModule,
  log: (line: string) => void = () => undefined,
): Promise<OpenCascade> {
  const wasm = module ?? (await compileOpenCascade());
  let memory: WasmMemory | undefined;
  const oc = await init({
    print: log,
    printErr: log,
    instantiateWasm(imports: object, done: (instance: WasmInstance, m: WasmModule) => void) {
      webAssembly.instantiate(wasm, imports).then((instance) => {
        memory = Object.values(instance.exports).find((x): x is WasmMemory => x instanceof webAssembly.Memory);
        done(instance, wasm);
      });
      return {};
    },
  });
  if (!memory) throw new Error("the OpenCASCADE module exports no memory");
  return { oc, memory };
}
