/** The part of the WebAssembly API in use: TypeScript declares it in its browser library only. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A compiled module: opaque, and cheap to share between threads. */
export type WasmModule = object & { readonly __wasmModule?: never };

export interface WasmInstance {
  readonly exports: Record<string, unknown>;
}

interface WebAssemblyApi {
  readonly Memory: new (...args: never[]) => WasmMemory;
  readonly Exception: new (...args: never[]) => object;
  readonly RuntimeError: new (...args: never[]) => Error;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  instantiate(module: WasmModule, imports: object): Promise<WasmInstance>;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
