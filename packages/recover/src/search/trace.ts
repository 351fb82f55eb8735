/**
 * What a search did, for people who want to know why: events as plain data, in the order in which they began. Off unless asked for, and free
 * then. The numbers are those that the search decided with; only `cpuMs` differs from run to run.
 */
import { cpuMs } from "./cpu.js";
import type { StepName } from "./strategies.js";

type StepOutcome =
  /** It gave the node that was taken. */
  | "taken"
  /** It does not apply, or what it gave is not the solid. */
  | "passed"
  /** It gave up, for which `reason` is given, or an error passed through it. */
  | "failed";

interface Common {
  /** Counts from 0. */
  readonly id: number;
  /** The event that it is part of; absent at the top. */
  readonly parent?: number;
}

/** One distinct solid of the file; a second one for the same part is the search without fillets. */
export interface PartEvent extends Common {
  readonly type: "part";
  readonly name?: string;
  /** Of the solids of the file, those that are this part. */
  readonly solids: readonly number[];
  readonly faces: number;
  readonly cpuMs: number;
  readonly outcome: "found" | "failed";
  readonly reason?: string;
}

/** A way to explain the part, or what is left of it. */
export interface StepEvent extends Common {
  readonly type: "step";
  readonly step: StepName;
  readonly depth: number;
  /** Faces of the solid that it is about. */
  readonly faces: number;
  /** Of everything inside it too. */
  readonly cpuMs: number;
  readonly outcome: StepOutcome;
  readonly reason?: string;
}

/** A base body that was tried on the solid. */
export interface CandidateEvent extends Common {
  readonly type: "candidate";
  readonly kind: "extrude" | "revolve" | "stack";
  /** "extrusion of 8 sides along (0.00 0.00 1.00) over 12.000" */
  readonly what: string;
  /** Share of the solid's area that lies on its boundary, 0 to 1. */
  readonly explained: number;
  /** Solids that it lacks, and has too much; absent when the kernel failed at them, and when it was certain before that others are cheaper. */
  readonly additions?: number;
  readonly cuts?: number;
  /** What it would take to mend, see `effort`: lower is better. At least so much where `additions` and `cuts` are absent. */
  readonly cost?: number;
  readonly cpuMs: number;
  /** `chosen`: its residuals were looked into and gave the node. `given_up`: they were, and did not. `ranked`: others were cheaper. */
  readonly outcome: "chosen" | "given_up" | "ranked" | "kernel_failed";
  readonly reason?: string;
}

/** One solid that has to be added or cut. */
export interface ToolEvent extends Common {
  readonly type: "tool";
  readonly sort: "add" | "cut";
  readonly depth: number;
  readonly faces: number;
  /** Features that it became; 0 when it failed. */
  readonly features: number;
  readonly cpuMs: number;
  readonly outcome: "found" | "failed";
  readonly reason?: string;
}

export type TraceEvent = PartEvent | StepEvent | CandidateEvent | ToolEvent;

/** The schema of `unbake convert --trace`; see docs/trace.md. */
const traceSchema = "unbake-trace/1";

export interface SearchTrace {
  readonly schema: typeof traceSchema;
  readonly events: readonly TraceEvent[];
  /** Events past the limit that were not kept. */
  readonly dropped: number;
}

/** Enough for the largest parts; a trace must not be what a process runs out of memory with. */
const mostEvents = 20_000;

type Draft<E> = E extends TraceEvent ? Omit<E, "id" | "parent" | "cpuMs"> : never;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Takes events down while a search runs. */
export interface TraceRecorder {
  /**
   * Runs `body` as an event that holds those inside it. `ending` completes the event with what came of it; an error that passes through
   * makes it `failed`.
   */
  during<T>(begun: Draft<TraceEvent>, body: () => T, ending: (result: T) => Partial<Draft<TraceEvent>>): T;
  /** A candidate that took `cpuMs`; the function that comes back says later what became of it. */
  candidate(
    event: Omit<Draft<CandidateEvent>, "type">,
    cpuMs: number,
  ): (outcome: CandidateEvent["outcome"], reason?: string) => void;
  /** Words about the event that is open; the last ones are kept as its reason unless it is taken. */
  note(words: string): void;
  trace(): SearchTrace;
}

/** An empty trace that takes events down. */
export function startTrace(): TraceRecorder {
  const events: Mutable<TraceEvent>[] = [];
  const open: number[] = [];
  let dropped = 0;
  const add = (event: Draft<TraceEvent>, cpu: number): Mutable<TraceEvent> => {
    const parent = open.at(-1);
    const made = {
      id: events.length,
      ...(parent !== undefined && { parent }),
      ...event,
      cpuMs: cpu,
    } as Mutable<TraceEvent>;
    if (events.length < mostEvents) events.push(made);
    else dropped++;
    return made;
  };
  return {
    during(begun, body, ending) {
      const event = add(begun, 0);
      const from = cpuMs();
      open.push(event.id);
      try {
        const result = body();
        Object.assign(event, ending(result));
        return result;
      } catch (error) {
        Object.assign(event, { outcome: "failed", reason: error instanceof Error ? error.message : String(error) });
        throw error;
      } finally {
        open.pop();
        event.cpuMs = rounded(cpuMs() - from);
        if (event.outcome === "taken" || event.outcome === "found") delete event.reason;
      }
    },
    note(words) {
      const index = open.at(-1);
      const current = index === undefined ? undefined : events[index];
      if (current) current.reason = words;
    },
    candidate(event, cpu) {
      const made = add({ type: "candidate", ...event }, rounded(cpu));
      return (outcome, reason) => {
        Object.assign(made, { outcome, ...(reason !== undefined && { reason }) });
      };
    },
    trace: () => ({ schema: traceSchema, events, dropped }),
  };
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
