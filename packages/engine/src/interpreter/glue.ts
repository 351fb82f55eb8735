/**
 * Starts copies of the interpreter. The npm package's JavaScript is one module with one instance for ever: after a panic, whose traps leave
 * its memory in pieces, it cannot be started again. So its text is compiled as a function of the globals that it uses; each call makes an
 * instance of its own, which can be dropped, on globals that report what breaks instead of ending the process.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { moduleOf, UnbakeError } from "@unbake/ground";

type Package = typeof import("@kittycad/kcl-wasm-lib");
type BindingName =
  | "Context"
  | "default_app_settings"
  | "get_kcl_version"
  | "initSync"
  | "kcl_lint"
  | "parse_wasm"
  | "recast_wasm";
export type Bindings = Pick<Package, BindingName>;

const bindingNames: readonly BindingName[] = [
  "Context",
  "default_app_settings",
  "get_kcl_version",
  "initSync",
  "kcl_lint",
  "parse_wasm",
  "recast_wasm",
];

/** One started copy. */
export interface Instance {
  readonly bindings: Bindings;
  /** Bytes of WebAssembly memory; it never shrinks while the instance lives. */
  memoryBytes(): number;
  /** Tells when code that the instance had put off breaks: then promises that it gave never settle. Returns how to stop listening. */
  onPanic(listener: (panic: Panic) => void): () => void;
  /** The Panic when `thrown` is one of the instance's, which must not be used again. */
  panicOf(thrown: unknown): Panic | undefined;
  /** Someone listens. */
  isAwaited(): boolean;
  /** What its memory holds now; undefined where that is too much to keep. */
  remember(): Remembered | undefined;
  /**
   * Back to what it was, so that what ran since has left nothing behind; false, and nothing is done, where it has grown since. Nothing may be
   * under way in it.
   */
  recall(state: Remembered): boolean;
  /** After this nothing enters the instance any more: neither its timers nor the collector. */
  drop(): void;
}

/** The state of an instance: all that its code can change. */
export interface Remembered {
  readonly memory: Uint8Array;
  readonly references: readonly unknown[];
}

/** An instance that has grown beyond this is not remembered: copying it would take longer than what it saves. Bytes. */
const mostRememberedBytes = 96 * 2 ** 20;

/** The interpreter itself failed, not the program that it ran. */
class Panic extends Error {}

/** What the package's text takes from its surroundings, under the names it uses. */
type Globals = Readonly<Record<"globalThis" | "global" | "self" | "window" | "Window", unknown>> & {
  readonly console: unknown;
  readonly queueMicrotask: (task: () => void) => void;
  readonly FinalizationRegistry: unknown;
};

type Factory = (globals: Globals) => Bindings;

const packageName = "@kittycad/kcl-wasm-lib";
const require = createRequire(import.meta.url);

let factory: Factory | undefined;

/** The package's module as a function of its globals. */
function loadFactory(): Factory {
  const file = require.resolve(packageName);
  const text = readFileSync(file, "utf8")
    .replace(/^export (?=class |function |async function )/gm, "")
    .replace(/^export \{[^}]*\};?$/gm, "")
    // Only the loader for browsers asks for it.
    .replaceAll("import.meta.url", "undefined");
  const left = /^(?:export|import)\b.*$/m.exec(text);
  if (left) throw new UnbakeError("internal", `${packageName} is not built as expected: ${left[0].slice(0, 80)}`);
  const body = `"use strict"; const { globalThis, global, self, window, Window, console, queueMicrotask, FinalizationRegistry } = globals; ${text}
return { ${bindingNames.join(", ")} };`;
  return compileFunction(body, ["globals"], { filename: file }) as Factory;
}

/** Traps of WebAssembly, and the stack's end, inside it or in the JavaScript around it. */
function isTrap(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error &&
    (thrown.name === "RuntimeError" || (thrown instanceof RangeError && /call stack/.test(thrown.message)))
  );
}

/** What a panic said: the line after "panicked at FILE:LINE:COLUMN:". */
function wordsOf(thrown: Error, said: string | undefined): string {
  if (thrown instanceof RangeError) return "it nests too deeply for the interpreter";
  const [, words] = said?.split("\n") ?? [];
  // It takes some arguments for given that it does not check, such as a direction of lengths: its words say what it expected.
  const [, expected] = /^internal error: entered unreachable code: (expected .+)$/.exec(words ?? "") ?? [];
  if (expected !== undefined) return `the interpreter gave up: ${expected}`;
  return `the interpreter failed: ${words ?? thrown.message}`;
}

/** Instantiates the module (0.02 s when it has been compiled before). */
export function startInstance(): Instance {
  let dropped = false;
  /** How often it was recalled: what was put off or registered before that is about a memory that is no more. */
  let age = 0;
  let said: string | undefined;
  const listeners = new Set<(panic: Panic) => void>();

  const panicOf = (thrown: unknown): Panic | undefined =>
    thrown instanceof Panic ? thrown : isTrap(thrown) ? new Panic(wordsOf(thrown, said), { cause: thrown }) : undefined;

  /** Runs what the instance put off. Nobody is there to catch what it throws. */
  const enter = (task: () => void): void => {
    if (dropped) return;
    try {
      task();
    } catch (thrown) {
      const panic = panicOf(thrown) ?? new Panic(`the interpreter failed: ${String(thrown)}`, { cause: thrown });
      for (const listener of [...listeners]) listener(panic);
    }
  };

  factory ??= loadFactory();
  const bindings = factory(
    globalsOf(
      (task) => {
        const then = age;
        return () => then === age && enter(task);
      },
      (words) => {
        if (words.startsWith("panicked at")) said = words;
      },
    ),
  );
  const wasm = require.resolve(`${packageName}/kcl_wasm_lib_bg.wasm`);
  const { memory, __wbindgen_externrefs: table } = bindings.initSync({
    module: moduleOf(wasm) as never,
  }) as unknown as Exports;
  return {
    bindings,
    memoryBytes: () => memory.buffer.byteLength,
    onPanic(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isAwaited: () => listeners.size > 0,
    panicOf,
    remember() {
      if (memory.buffer.byteLength > mostRememberedBytes) return undefined;
      const references = Array.from({ length: table.length }, (_, i) => table.get(i));
      return { memory: new Uint8Array(memory.buffer).slice(), references };
    },
    recall(state) {
      if (memory.buffer.byteLength !== state.memory.length || table.length !== state.references.length) return false;
      age++;
      new Uint8Array(memory.buffer).set(state.memory);
      for (const [i, reference] of state.references.entries()) table.set(i, reference);
      return true;
    },
    drop() {
      dropped = true;
    },
  };
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** The JavaScript values that the instance holds. */
  readonly __wbindgen_externrefs: {
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value: unknown): void;
  };
}

/** Globals on which everything that enters the instance later goes through what `entering` makes of it. Its diary is heard by `say` only. */
function globalsOf(entering: (task: () => void) => () => void, say: (words: string) => void): Globals {
  const quiet = () => undefined;
  const scope: Record<string, unknown> = {
    crypto: globalThis.crypto,
    performance,
    // The timer of `import` looks for a browser's window.
    setTimeout: (task: () => void, ms: number) => setTimeout(entering(task), ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
    queueMicrotask: (task: () => void) => queueMicrotask(entering(task)),
  };
  class Registry<T> extends FinalizationRegistry<() => void> {
    constructor(private readonly clean: (held: T) => void) {
      super((cleaning) => cleaning());
    }
    override register(target: WeakKey, held: unknown, token?: WeakKey): void {
      super.register(
        target,
        entering(() => this.clean(held as T)),
        token,
      );
    }
  }
  return {
    globalThis: scope,
    global: scope,
    self: scope,
    window: scope,
    Window: { [Symbol.hasInstance]: (value: unknown) => value === scope },
    console: { log: quiet, info: quiet, debug: quiet, warn: quiet, error: (words: unknown) => say(String(words)) },
    queueMicrotask: (task) => queueMicrotask(entering(task)),
    FinalizationRegistry: Registry,
  };
}
