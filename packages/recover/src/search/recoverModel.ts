/** A source model to a feature tree: every distinct solid once, placed where the file has it. */
import { type Kernel, UnbakeError } from "@unbake/kernel";
import { congruentGroups } from "../group/congruent.js";
import { signatureOf } from "../group/signature.js";
import type { SourceModel } from "../read/types.js";
import { structureMm } from "../tolerance.js";
import type { Instance, Model, Part } from "../tree/types.js";
import { recoverBody } from "./body.js";
import type { SearchContext } from "./context.js";

export interface RecoverOptions {
  /** Wall-clock limit of the whole search, ms. */
  readonly timeoutMs?: number;
  readonly log?: (line: string) => void;
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

/** Work units (faces that go into booleans) that one distinct solid may cost. */
const budgetPerPart = 40_000;

export function recoverModel(kernel: Kernel, source: SourceModel, options: RecoverOptions = {}): Recovery {
  const deadline = Date.now() + (options.timeoutMs ?? 90_000);
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
      const context: SearchContext = {
        kernel,
        budget: { left: budgetPerPart },
        deadline,
        log: options.log ?? (() => {}),
      };
      const body = kernel.scope(() => recoverBody(context, kernel.unify(leader.shape).shape));
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
