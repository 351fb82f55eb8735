/**
 * What parent and child say to each other over the IPC channel, and how a job can end.
 *
 * - job: one piece of work on one file; plain data that survives structured cloning.
 * - checkpoint: a result that is good as far as it goes; the last one is kept when the child dies.
 * - outcome: how the job ended, seen from the parent.
 */
import type { JobFiles } from "./files/index.js";

/** Parent to child. */
export interface JobMessage<Job> {
  readonly type: "job";
  readonly id: number;
  readonly job: Job;
  /** A folder of the child's own, emptied after the job. */
  readonly scratch: string;
}

/** Child to parent. */
export type ChildMessage<Result> =
  | { readonly type: "ready"; readonly startMs: number }
  | { readonly type: "checkpoint"; readonly id: number; readonly result: Result }
  | { readonly type: "done"; readonly id: number; readonly result: Result; readonly state: ChildReport }
  | { readonly type: "failed"; readonly id: number; readonly message: string };

/** What the child knows about its own fitness for the next job. */
export interface ChildState {
  /** Bytes of kernel memory that will not be given back before the process ends. */
  readonly retainedBytes: number;
  /** True when the job left the process in a state that the next one should not inherit. */
  readonly tainted: boolean;
}

/** Sent with each answer. */
export interface ChildReport extends ChildState {
  /** Processor time that the process has used since it began, all threads, ms. */
  readonly cpuMs: number;
}

/** `stopped`: somebody outside told the child to end, or it could not start, which says nothing about its job. */
export type DeathCause = "timeout" | "memory" | "crash" | "stopped" | "cancelled";

export type Outcome<Result> =
  | {
      readonly kind: "done";
      readonly result: Result;
      readonly ms: number;
      readonly peakBytes: number;
      /** Processor time, the child's start-up included for its first job, ms. */
      readonly cpuMs: number;
    }
  | {
      readonly kind: "died";
      readonly cause: DeathCause;
      /** For people: the limit that was passed, or the exit code and the last words on stderr. */
      readonly detail: string;
      /** The signal that ended the process, when it was not ours. */
      readonly signal?: NodeJS.Signals;
      /** The last checkpoint, when there was one. */
      readonly checkpoint?: Result;
      readonly ms: number;
      readonly peakBytes: number;
    };

/** What the handler of a child gets beside the job. */
export interface JobContext<Result> {
  readonly scratch: string;
  readonly files: JobFiles;
  /** Resolves when the parent has it for sure: the handler may block or die afterwards. */
  checkpoint(result: Result): Promise<void>;
}
