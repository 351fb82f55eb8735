/**
 * sandbox: what children cannot do, by the operating system. In: the module that they run. Out: how to start one.
 * Order: programs (what the system has) -> layers: namespaces, bubblewrap, reduced -> probe (what works) -> choose; view (what a child
 * sees), room (what it owns), accounts (who it is); permissions is the second layer, node's own.
 */
export {
  describeIsolation,
  type Isolation,
  isFull,
  NotIsolated,
  type Sandbox,
  type SandboxMode,
  sandboxFor,
  sandboxModes,
} from "./choose.js";
export { type Inmate, startIn } from "./start.js";
