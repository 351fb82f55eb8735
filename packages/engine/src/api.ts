/**
 * What the engine offers: KCL text in, solids on the local kernel out.
 *
 * - program: KCL source text. execution: one run of it.
 * - body: what the program leaves behind as a visible result. issue: a finding of parser, linter or interpreter with its place.
 */
import type { Kernel, Shape } from "@unbake/kernel";

export interface Issue {
  readonly severity: "error" | "warning" | "lint";
  readonly message: string;
  readonly code?: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly file?: string;
}

export interface ExecuteOptions {
  readonly kernel: Kernel;
  /** Name of the file the source is from, for messages and `import`. */
  readonly path?: string;
  /** Reads a file that the program imports, relative to the program's folder; absent: no imports. */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
  /**
   * Ends the execution at the next command, or while it waits. What runs without a pause, a kernel operation or a function that calls itself
   * over and over, is not interrupted: a program that nobody vouches for is run in a process of its own.
   */
  readonly signal?: AbortSignal;
  /** Longest time of the execution, ms; ends it as `signal` does, with UnbakeError("timeout"). */
  readonly timeoutMs?: number;
  /** How many bytes the kernel's memory may grow by, looked at after each command: UnbakeError("memory") past it. */
  readonly memoryBytes?: number;
}

/** A visible body that the program ends with. */
export interface Body {
  readonly shape: Shape;
  readonly type: "solid" | "surface";
  /** The program hides it; exports of the official engine contain it all the same. */
  readonly hidden?: boolean;
  /** sRGB 0..1 and opacity, when the program sets an appearance. */
  readonly color?: readonly [number, number, number, number];
  /** Line of the KCL statement that made each face, by face id of `shape`; 0 where unknown. */
  readonly faceLines?: readonly number[];
}

/** A body with what it is called in the program. */
export interface ExecutedBody extends Body {
  /** The interpreter's own id: that of an artifact. */
  readonly id: string;
  /** The variable that holds it; the last one where there are several. */
  readonly name?: string;
  /** Names of faces and edges, which are the ids that tags stand for, with the ids in `topology(shape)` that each means now. */
  readonly names: {
    readonly faces: ReadonlyMap<string, readonly number[]>;
    readonly edges: ReadonlyMap<string, readonly number[]>;
  };
}

/** A node of the interpreter's artifact graph: a plane, a path, a segment, a sweep, a wall, a cap, an edge, a boolean. */
export interface Artifact {
  readonly id: string;
  readonly type: string;
  /** The expression that made it, as UTF-16 offsets into the program; absent where it is not of the program's own text. */
  readonly range?: readonly [start: number, end: number];
  /** Ids of the artifacts that it is made of or belongs to. */
  readonly related: readonly string[];
}

export interface Execution {
  /** The caller's kernel scope owns the shapes. Millimetres, whatever the program's unit. */
  readonly bodies: readonly ExecutedBody[];
  readonly issues: readonly Issue[];
  /** Modeling commands that were executed, by type. */
  readonly commands: Readonly<Record<string, number>>;
  /** How the constraint solver saw the program's sketches: counted when asked. */
  readonly freedom: () => SketchFreedom;
  /** The artifact graph: built when asked. */
  readonly artifacts: () => readonly Artifact[];
  readonly ms: number;
}

/** How the official constraint solver sees the sketches of a program. */
export interface SketchFreedom {
  readonly fixed: number;
  readonly free: number;
  readonly conflict: number;
}

export interface KclTools {
  /** Throws UnbakeError("kcl_syntax") with line and column. */
  parse(source: string): unknown;
  /** The official formatter's text. */
  format(source: string): string;
  /** Findings of the official linter, Z0006 off (see the KCL style document). */
  lint(source: string): Promise<readonly Issue[]>;
  /** Everything but geometry: types, asserts, constraints. Throws UnbakeError("kcl_execution"). */
  mock(source: string): Promise<{ readonly freedom: SketchFreedom; readonly issues: readonly Issue[] }>;
  /** Executes on the local kernel. Throws UnbakeError("kcl_execution" | "kcl_syntax" | "unsupported_command" | "timeout" | "memory"). */
  execute(source: string, options: ExecuteOptions): Promise<Execution>;
  readonly version: string;
  /** Bytes of WebAssembly memory of the interpreter. */
  memoryBytes(): number;
}
