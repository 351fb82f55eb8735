/**
 * Starts OpenCASCADE (the WebAssembly build `replicad-opencascadejs`).
 * The module is compiled once a process and shared; every instance has its own memory.
 */
import { createRequire } from "node:module";
import { instantiating, type WasmMemory } from "@unbake/ground";
import init, { type OpenCascadeInstance } from "replicad-opencascadejs";

export type { OpenCascadeInstance } from "replicad-opencascadejs";

/** One running instance: the bindings and the memory they work in. */
export interface OpenCascade {
  readonly oc: OpenCascadeInstance;
  readonly memory: WasmMemory;
}

/** The file of the WebAssembly module. */
export const openCascadeFile = (): string => createRequire(import.meta.url).resolve("replicad-opencascadejs/wasm");

/** Starts one instance. OpenCASCADE's own chatter on stdout and stderr goes to `log`, or nowhere. */
export async function startOpenCascade(log: (line: string) => void = () => undefined): Promise<OpenCascade> {
  const started = instantiating(openCascadeFile());
  const oc = await init({ print: log, printErr: log, instantiateWasm: started.instantiateWasm });
  const memory = started.memory();
  if (!memory) throw new Error("the OpenCASCADE module exports no memory");
  return { oc, memory };
}
