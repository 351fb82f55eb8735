/**
 * Knows `@kittycad/kcl-wasm-lib`: Zoo's own parser, formatter, linter, constraint solver and interpreter, compiled to WebAssembly. Its
 * authors promise no compatibility, so only this file and `glue`, which starts it, know its functions.
 */
import type { Bindings } from "./glue.js";
import { startInstances } from "./instances.js";

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
  return {
    severity: "Fatal",
    message: details?.msg ?? thrown,
    sourceRange: sourceRange ?? [0, 0, 0], // default: the parser named no place: the program's beginning
  };
}

export interface LintFinding {
  readonly finding: { readonly code: string; readonly title: string };
  readonly description: string;
  readonly pos: SourceRange;
}

/** What an execution or a mock execution reports. `variables` is a deep structure with Maps in places. */
interface Outcome {
  readonly variables: unknown;
  readonly artifactGraph?: unknown;
  readonly issues: readonly Complaint[];
  readonly filenames: unknown;
}

/** What the interpreter calls while it executes. Commands and replies are texts and bytes of Zoo's protocol. */
export interface EngineManager {
  startNewSession(): Promise<void>;
  /** The reply reaches the interpreter later: it asks for that of an import when it needs the imported body. */
  fireModelingCommandFromWasm(id: string, range: string, command: string, ranges: string): Uint8Array;
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
  /** Bytes of the memory of the present instance. */
  memoryBytes(): number;
  parse(source: string): { readonly ast: unknown; readonly complaints: readonly Complaint[] };
  format(ast: unknown): string;
  lint(ast: unknown): Promise<readonly LintFinding[]>;
  /** Rejects with the interpreter's own error value: see `failure.ts`. */
  mock(ast: unknown, path: string, files: FileManager): Promise<Outcome>;
  /**
   * The module remembers the program that it ran last, and where the new one starts like it, it executes only the difference. So each program
   * is executed as the continuation of an empty one with its settings, which takes 0.04 s (the standard library is parsed every time), and the
   * memory after that is kept and gone back to. `blank` answers the empty program.
   */
  execute(
    ast: unknown,
    path: string,
    engine: EngineManager,
    files: FileManager,
    blank: EngineManager,
    options?: {
      /** Its rejection ends the execution and the instance that it runs on. */
      readonly over?: Promise<never>;
    },
  ): Promise<Outcome>;
}

/** Answers nothing: for mock executions, which never ask. */
const noEngine: EngineManager = {
  startNewSession: () => Promise.resolve(),
  fireModelingCommandFromWasm: () => new Uint8Array(),
  sendModelingCommandFromWasm: (_id, _range, command) => Promise.reject(new Error(`mock execution sent ${command}`)),
};

/** What the context gets as its engine. Replies to fired commands are handed over when the interpreter has left the call. */
function delivering(engine: EngineManager, deliver: (reply: Uint8Array) => Promise<void>): object {
  const handOver = async (reply: Uint8Array): Promise<void> => deliver(reply);
  return {
    startNewSession: () => engine.startNewSession(),
    sendModelingCommandFromWasm: (...command: Parameters<EngineManager["sendModelingCommandFromWasm"]>) =>
      engine.sendModelingCommandFromWasm(...command),
    fireModelingCommandFromWasm(...command: Parameters<EngineManager["fireModelingCommandFromWasm"]>) {
      const reply = engine.fireModelingCommandFromWasm(...command);
      // A context that has been freed meanwhile does not want it any more.
      queueMicrotask(() => void handOver(reply).catch(() => undefined));
    },
  };
}

interface Empty {
  readonly innerAttrs: readonly object[];
  readonly body: readonly [];
  readonly nonCodeMeta: undefined;
}

/** The program without its statements and the comments before its settings. */
function emptied(ast: unknown): Empty {
  const { innerAttrs = [], ...program } = ast as { readonly innerAttrs?: readonly object[] };
  const settings = innerAttrs.map((one) => ({ ...one, preComments: undefined }));
  return { ...program, innerAttrs: settings, body: [], nonCodeMeta: undefined };
}

const places = new Set(["start", "end", "commentStart", "moduleId"]);

/** What makes two empty programs the same, wherever their settings stand in the text. */
const settingsOf = (empty: object): string =>
  JSON.stringify(empty, (key, value) => (places.has(key) ? undefined : value));

let loaded: Interpreter | undefined;

/** Loads the WebAssembly module at the first call (about 0.1 s) and hands out the same interpreter ever after. */
export function loadInterpreter(): Interpreter {
  loaded ??= load();
  return loaded;
}

function load(): Interpreter {
  const { now, later, prepared, memoryBytes } = startInstances();
  const settings = now((bindings) => JSON.stringify(bindings.default_app_settings()));

  const withContext = <T>(
    engine: EngineManager,
    files: FileManager,
    body: (context: InstanceType<Bindings["Context"]>) => Promise<T>,
    over?: Promise<never>,
  ): Promise<T> => {
    let free: () => void = () => undefined;
    return later(
      (bindings) => {
        const context = new bindings.Context(
          delivering(engine, (reply) => context.sendResponse(reply)),
          files,
          null,
          null,
        );
        free = () => context.free();
        return body(context);
      },
      { ended: () => free(), ...(over && { over }) },
    );
  };

  return {
    memoryBytes,
    version: now((bindings) => bindings.get_kcl_version()),
    parse(source) {
      try {
        const [ast, complaints] = now((bindings) => bindings.parse_wasm(source)) as [unknown, readonly Complaint[]];
        return { ast, complaints };
      } catch (thrown) {
        return { ast: null, complaints: [complaintOf(thrown)] };
      }
    },
    format: (ast) => now((bindings) => bindings.recast_wasm(JSON.stringify(ast))) as string,
    // Z0006 asks for a form that this interpreter rejects as experimental.
    lint: (ast) =>
      later((bindings) => bindings.kcl_lint(JSON.stringify(ast), false) as Promise<readonly LintFinding[]>),
    mock: (ast, path, files) =>
      withContext(
        noEngine,
        files,
        (context) => context.executeMock(JSON.stringify(ast), path, settings, false) as Promise<Outcome>,
      ),
    async execute(ast, path, engine, files, blank, { over } = {}) {
      const run = (one: unknown, on: EngineManager, afresh = false): Promise<Outcome> => {
        const executed = async (context: InstanceType<Bindings["Context"]>) => {
          if (afresh) await context.bustCacheAndResetScene(settings, path);
          return (await context.execute(JSON.stringify(one), path, settings)) as { readonly exec_outcome: Outcome };
        };
        return withContext(on, files, async (context) => (await executed(context)).exec_outcome, over);
      };
      const empty = emptied(ast);
      const isPrepared = await prepared(settingsOf(empty), () => run(empty, blank).then(() => undefined));
      return isPrepared ? run({ ...(ast as object), innerAttrs: empty.innerAttrs }, engine) : run(ast, engine, true);
    },
  };
}
