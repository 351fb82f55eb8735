/**
 * A kernel that remembers. Every call of the kernel is a function of its arguments, so a call that was made before, with the same numbers and
 * the same shapes, has its old answer: an edited program computes only what the edit changes, and what depends on it. Names of faces and edges
 * are no part of this: the engine gives them anew each time, from the same shapes.
 *
 * A shape is the same when its handle is: an answer that is remembered hands out the handle that it made.
 */
import { createHash } from "node:crypto";
import type { Kernel, OpenScope, Shape } from "@unbake/kernel";

/** Calls that manage memory, and those whose large answers are for the caller to keep. */
const passedOn: ReadonlySet<string> = new Set([
  "scope",
  "openScope",
  "memoryBytes",
  "mesh",
  "edgePolylines",
  "writeStep",
  "writeBrep",
] satisfies (keyof Kernel)[]);

/** Answers that so many executions did not ask for are forgotten: going back a few edits is as fast as going on. */
const keptExecutions = 8;

/** Longer keys are hashed: shapes as text, and imported files. Characters. */
const maxKeyLength = 500;

interface Answer {
  readonly value: unknown;
  /** The shapes that it made. */
  readonly shapes: readonly Shape[];
  /** Number of the execution that last asked for it. What a call needed was asked for no earlier than the call itself. */
  lastUsed: number;
}

export interface MemoKernel {
  readonly kernel: Kernel;
  /** Calls answered from memory and calls made since the last `startExecution`. */
  readonly counts: { hits: number; misses: number };
  /** Forgets what has not been asked for in a while, and frees its shapes. */
  startExecution(): void;
  close(): void;
}

const isShape = (value: object): value is Shape =>
  Object.isFrozen(value) && "kind" in value && Object.keys(value).length === 1;

/** The shapes in what a kernel call returns: a shape, an operation, or lists of them. */
function shapesIn(value: unknown): Shape[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  if (isShape(value)) return [value];
  return Array.isArray(value) ? value.flatMap(shapesIn) : "shape" in value ? shapesIn(value.shape) : [];
}

export function rememberingKernel(base: Kernel): MemoKernel {
  const scope: OpenScope = base.openScope();
  const answers = new Map<string, Answer>();
  const numbers = new WeakMap<object, number>();
  let nextNumber = 0;
  let execution = 0;
  const counts = { hits: 0, misses: 0 };

  const numberOf = (shape: Shape): number => {
    const known = numbers.get(shape) ?? nextNumber++;
    numbers.set(shape, known);
    return known;
  };

  /** Text that tells apart whatever the kernel could tell apart, down to the sign of a zero. */
  const write = (value: unknown): string => {
    if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
    if (typeof value !== "object" || value === null)
      return typeof value === "string" ? JSON.stringify(value) : String(value);
    if (isShape(value)) return `#${numberOf(value)}`;
    if (value instanceof Uint8Array) return createHash("sha256").update(value).digest("hex");
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    return `{${Object.entries(value)
      .map(([name, field]) => `${name}:${write(field)}`)
      .join()}}`;
  };

  const remember =
    (name: string, call: (...args: unknown[]) => unknown) =>
    (...args: unknown[]): unknown => {
      const text = `${name}(${args.map(write).join()})`;
      const key = text.length > maxKeyLength ? createHash("sha256").update(text).digest("hex") : text;
      const known = answers.get(key);
      if (known !== undefined) {
        known.lastUsed = execution;
        counts.hits++;
        return known.value;
      }
      counts.misses++;
      const value = scope.run(() => call(...args));
      answers.set(key, { value, shapes: shapesIn(value), lastUsed: execution });
      return value;
    };

  const kernel = Object.fromEntries(
    Object.entries(base).map(([name, call]) => [
      name,
      passedOn.has(name) ? call : remember(name, call as (...args: unknown[]) => unknown),
    ]),
  ) as unknown as Kernel;

  return {
    kernel,
    counts,
    startExecution() {
      execution++;
      counts.hits = 0;
      counts.misses = 0;
      for (const [key, { lastUsed, shapes }] of answers) {
        if (lastUsed >= execution - keptExecutions) continue;
        answers.delete(key);
        for (const shape of shapes) scope.free(shape);
      }
    },
    close() {
      answers.clear();
      scope.end();
    },
  };
}
