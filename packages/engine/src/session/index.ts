/**
 * session: executions of a program while somebody types it. `memoKernel` remembers what the kernel answered; `session` is what callers hold.
 */
export {
  createSession,
  type EngineSession,
  type Measures,
  type SessionExecution,
  type SessionExport,
} from "./session.js";
