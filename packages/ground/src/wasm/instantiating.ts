import { moduleOf } from "./machineCode.js";
import { type WasmInstance, type WasmMemory, type WasmModule, webAssembly } from "./webAssembly.js";

/** What Emscripten calls instead of reading and compiling the file itself, and the memory of the instance once that has happened. */
interface Instantiating {
  instantiateWasm(imports: object, done: (instance: WasmInstance, module: WasmModule) => void): object;
  memory(): WasmMemory | undefined;
}

/** Starts an Emscripten module from the shared module of its .wasm file: pass `instantiateWasm` as an option. */
export function instantiating(file: string): Instantiating {
  let memory: WasmMemory | undefined;
  return {
    instantiateWasm(imports, done) {
      const module = moduleOf(file);
      webAssembly.instantiate(module, imports).then((instance) => {
        memory = Object.values(instance.exports).find((x): x is WasmMemory => x instanceof webAssembly.Memory);
        done(instance, module);
      });
      return {};
    },
    memory: () => memory,
  };
}
