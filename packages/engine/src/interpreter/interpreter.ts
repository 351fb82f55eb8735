/**
 * The one file that knows `@kittycad/kcl-wasm-lib`: Zoo's own parser, formatter, linter, constraint solver and interpreter,
 * compiled to WebAssembly. Its authors promise no compatibility, so nothing else imports it.
 */
import { createRequire } from "node:module";
import {
  Context,
  default_app_settings,
  get_kcl_version,
  initSync,
  kcl_lint,
  parse_wasm,
  recast_wasm,
} from "@kittycad/kcl-wasm-lib";
import { moduleOf } from "@unbake/kernel";

/** Byte offsets into the UTF-8 text, and the module they count in (0: the program itself). */
export type SourceRange = readonly [start: number, end: number, module: number];

export interface Complaint {
  readonly sourceRange: SourceRange;
  readonly message: string;
  readonly severity: "Warning" | "Error" | "Fatal";
}

/** Characters that are no KCL at all do not come as a complaint: the parser throws JSON text. Anything else passes on. */
function complaintOf(thrown: unknown): Complaint {
  if (typeof thrown !== "string" || !thrown.startsWith("{")) throw thrown;
  const { details } = JSON.parse(thrown) as {
    readonly details?: { readonly msg?: string; readonly sourceRanges?: readonly SourceRange[] };
  };
  const [sourceRange] = details?.sourceRanges ?? [];
  return { severity: "Fatal", message: details?.msg ?? thrown, sourceRange: sourceRange ?? [0, 0, 0] };
}

export interface LintFinding {
  readonly finding: { readonly code: string; readonly title: string };
  readonly description: string;
  readonly pos: SourceRange;
}

/** What an execution or a mock execution reports. `variables` is a deep structure with Maps in places. */
export interface Outcome {
  readonly variables: unknown;
  readonly issues: readonly Complaint[];
  readonly filenames: unknown;
}

/** What the interpreter calls while it executes. Commands and replies are texts and bytes of Zoo's protocol. */
export interface EngineManager {
  startNewSession(): Promise<void>;
  fireModelingCommandFromWasm(id: string, range: string, command: string, ranges: string): void;
  sendModelingCommandFromWasm(id: string, range: string, command: string, ranges: string): Promise<Uint8Array>;
}

export interface FileManager {
  readFile(path: string): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
  getAllFiles(path: string): Promise<readonly string[]>;
}

/** The interpreter as plain functions. Execution keeps a cache inside the module, so only one may run at a time. */
export interface Interpreter {
  readonly version: string;
  parse(source: string): { readonly ast: unknown; readonly complaints: readonly Complaint[] };
  format(ast: unknown): string;
  lint(ast: unknown): Promise<readonly LintFinding[]>;
  /** Rejects with the interpreter's own error value: see `failure.ts`. */
  mock(ast: unknown, path: string, files: FileManager): Promise<Outcome>;
  /**
   * The module remembers the program that it ran last, and where the new one starts like it, it sends only the difference: then no
   * `scene_clear_all` is among the commands. `afresh` makes it forget first, which costs as much as executing an empty program
   * (0.05 s warm, 0.14 s the first time).
   */
  execute(
    ast: unknown,
    path: string,
    engine: EngineManager,
    files: FileManager,
    options?: { readonly afresh?: boolean },
  ): Promise<Outcome>;
}

/** Answers nothing: for mock executions, which never ask. */
const noEngine: EngineManager = {
  startNewSession: () => Promise.resolve(),
  fireModelingCommandFromWasm: () => undefined,
  sendModelingCommandFromWasm: (_id, _range, command) => Promise.reject(new Error(`mock execution sent ${command}`)),
};

// What it reports as warnings and errors (its own panics) stays visible on stderr.
const quietMethods = ["log", "info", "debug"] as const;

/** The module writes its diary to the global console; nobody asked for it on our stdout. */
async function quietly<T>(body: () => T | Promise<T>): Promise<T> {
  const saved = quietMethods.map((name) => [name, console[name]] as const);
  for (const name of quietMethods) console[name] = () => undefined;
  try {
    return await body();
  } finally {
    for (const [name, method] of saved) console[name] = method;
  }
}

let loaded: Interpreter | undefined;

/** Loads the WebAssembly module at the first call (about 0.1 s) and hands out the same interpreter ever after. */
export function loadInterpreter(): Interpreter {
  loaded ??= load();
  return loaded;
}

function load(): Interpreter {
  const wasm = createRequire(import.meta.url).resolve("@kittycad/kcl-wasm-lib/kcl_wasm_lib_bg.wasm");
  initSync({ module: moduleOf(wasm) });
  const settings = JSON.stringify(default_app_settings());

  const withContext = async <T>(
    engine: EngineManager,
    files: FileManager,
    body: (context: Context) => Promise<T>,
  ): Promise<T> =>
    quietly(async () => {
      const context = new Context(engine, files, null, null);
      try {
        return await body(context);
      } finally {
        context.free();
      }
    });

  return {
    version: get_kcl_version(),
    parse(source) {
      try {
        const [ast, complaints] = parse_wasm(source) as [unknown, readonly Complaint[]];
        return { ast, complaints };
      } catch (thrown) {
        return { ast: null, complaints: [complaintOf(thrown)] };
      }
    },
    format: (ast) => recast_wasm(JSON.stringify(ast)) as string,
    // Z0006 asks for a form that this interpreter rejects as experimental.
    lint: (ast) => quietly(async () => (await kcl_lint(JSON.stringify(ast), false)) as readonly LintFinding[]),
    mock: (ast, path, files) =>
      withContext(
        noEngine,
        files,
        (context) => context.executeMock(JSON.stringify(ast), path, settings, false) as Promise<Outcome>,
      ),
    execute: (ast, path, engine, files, { afresh = false } = {}) =>
      withContext(engine, files, async (context) => {
        if (afresh) await context.bustCacheAndResetScene(settings, path);
        const scene = (await context.execute(JSON.stringify(ast), path, settings)) as {
          readonly exec_outcome: Outcome;
        };
        return scene.exec_outcome;
      }),
  };
}
