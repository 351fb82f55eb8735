/** A source model to a feature tree: every distinct solid once, placed where the file has it. */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { congruentGroups } from "../analysis/congruence/congruent.js";
import { signatureOf } from "../analysis/congruence/signature.js";
import { solidGraph } from "../analysis/graph/solidGraph.js";
import type { SourceModel } from "../input/types.js";
import type { Instance, Model, Node, Part } from "../model/types.js";
import { unmakeable } from "../recognise/freeform/freeform.js";
import { structureMm } from "../tolerance.js";
import { addingUp, recoverBody } from "./body.js";
import type { SearchContext } from "./context.js";
import { cpuMs } from "./cpu.js";
import { explained } from "./explain.js";
import { cachedPart, type PartCache } from "./partCache.js";
import type { TraceRecorder } from "./trace.js";
import { tracedPart } from "./traced.js";

export interface RecoverOptions {
  /** Processor time that the whole search may take, ms; 60 s by default. */
  readonly timeoutMs?: number;
  /** false: do not look for fillets and chamfers. */
  readonly dress?: boolean;
  readonly log?: (line: string) => void;
  readonly trace?: TraceRecorder | undefined;
  /** What earlier searches found; not asked while one is traced. */
  readonly cache?: PartCache | undefined;
}

export interface Recovery {
  /** What could be explained; absent when no solid could. */
  readonly model?: Model;
  /** Solids without a program, with the reason. */
  readonly unexplained: readonly {
    readonly solid: number;
    readonly code: "not_recovered" | "timeout" | "unsupported_surface" | "kernel";
    readonly reason: string;
  }[];
}

/** Work units (faces that go into booleans) that one distinct solid may cost, for each of its faces and to begin with. */
const budgetPerFace = 20;
const budgetToBegin = 1_200;

const defaultCpuMs = 60_000;

export function recoverModel(kernel: Kernel, source: SourceModel, options: RecoverOptions = {}): Recovery {
  const deadlineCpuMs = cpuMs() + (options.timeoutMs ?? defaultCpuMs);
  const signatures = source.solids.map((s) => signatureOf(kernel, s.shape, s.topology));
  const tolerance = structureMm(Math.max(...signatures.map((s) => Math.cbrt(s.volume))));
  const groups = congruentGroups(signatures, { toleranceMm: tolerance });
  const parts: Part[] = [];
  const instances: Instance[] = [];
  const unexplained: Recovery["unexplained"][number][] = [];
  for (const group of groups) {
    const leader = source.solids[group.leader];
    if (!leader) continue;
    try {
      const id = parts.length;
      const about = {
        ...(leader.name !== undefined && { name: leader.name }),
        solids: group.members.map(({ index }) => index),
        faces: leader.topology.faces.length,
      };
      const found = tracedPart(options.trace, about, () =>
        cachedPart(options.trace ? undefined : options.cache, kernel, leader.shape, options.dress !== false, () =>
          recoverPart(kernel, leader.shape, deadlineCpuMs, options),
        ),
      );
      const body = kernel.scope(() => explained(kernel, found, leader.shape, leader.topology, tolerance));
      parts.push({ id, name: leader.name ?? `part${id + 1}`, body });
      for (const member of group.members) {
        const solid = source.solids[member.index];
        instances.push({
          part: id,
          pose: member.pose,
          solid: member.index,
          ...(solid?.name ? { name: solid.name } : {}),
          ...(solid?.color ? { color: solid.color } : {}),
        });
      }
    } catch (error) {
      const { code, reason } = reasonOf(error);
      for (const member of group.members) unexplained.push({ solid: member.index, code, reason });
    }
  }
  if (parts.length === 0) return { unexplained };
  return { model: { name: source.name, unit: source.unit, parts, instances }, unexplained };
}

/** With fillets and chamfers first; without them when that does not rebuild the part. */
function recoverPart(kernel: Kernel, shape: Shape, deadlineCpuMs: number, options: RecoverOptions): Node {
  return kernel.scope(() => {
    const unmade = unmakeable(solidGraph(kernel, shape));
    if (unmade) throw new UnbakeError("unsupported_surface", unmade);
    const solid = kernel.unify(shape).shape;
    const budget = budgetToBegin + budgetPerFace * kernel.topology(solid).faces.length;
    const memory: SearchContext["memory"] = new Map();
    const reasons: UnbakeError[] = [];
    for (const dress of options.dress === false ? [false] : [true, false]) {
      const context: SearchContext = {
        kernel,
        budget: { left: budget },
        deadlineCpuMs,
        dress,
        made: { dress: false },
        memory,
        slivers: new WeakMap(),
        proven: new WeakMap(),
        log: (line) => {
          options.log?.(line);
          options.trace?.note(line.trim());
        },
        trace: options.trace,
      };
      try {
        const node = recoverBody(context, solid);
        const whole = addingUp(context, node, solid);
        if (whole) return whole;
        throw new UnbakeError("not_recovered", "the features found do not add up to the solid");
      } catch (error) {
        if (!(error instanceof UnbakeError) || error.code === "timeout") throw error;
        reasons.push(error);
        if (!context.made.dress) break;
      } finally {
        const faces = kernel.topology(solid).faces.length;
        context.log(`solid of ${faces} faces: ${Math.round(budget - context.budget.left)} of ${budget} units of work`);
      }
    }
    throw reasons[0] ?? new UnbakeError("internal", "no search was made");
  });
}

function reasonOf(error: unknown): { code: Recovery["unexplained"][number]["code"]; reason: string } {
  if (!(error instanceof UnbakeError)) throw error;
  if (
    error.code === "not_recovered" ||
    error.code === "timeout" ||
    error.code === "unsupported_surface" ||
    error.code === "kernel"
  )
    return { code: error.code, reason: error.detail };
  throw error;
}
