/** A source model to a feature tree: every distinct solid once, placed where the file has it. */
import type { Kernel } from "@unbake/kernel";
import { congruentGroups, type Group } from "../analysis/congruence/congruent.js";
import { signatureOf } from "../analysis/congruence/signature.js";
import type { SourceModel } from "../input/types.js";
import type { Instance, Model, Node, Part } from "../model/types.js";
import { structureMm } from "../tolerances.js";
import { cpuMs } from "./cpu.js";
import { explainFaces } from "./explain.js";
import { type Answer, andThen, errorOf, type Found, found, type GaveUp, outcomeOrLimit } from "./outcome.js";
import { cachedPart, type PartCache } from "./partCache.js";
import { type PartOptions, recoverPart } from "./recoverPart.js";
import { tracePart } from "./traceSteps.js";

type SourceSolid = SourceModel["solids"][number];

export interface RecoverOptions extends PartOptions {
  /** Processor time that the whole search may take, ms; 60 s by default. */
  readonly timeoutMs?: number;
  /** What earlier searches found; not asked while one is traced. */
  readonly cache?: PartCache | undefined;
}

export interface Recovery {
  /** What could be explained; absent when no solid could. */
  readonly model?: Model;
  /** Solids without a program, with the reason. */
  readonly unexplained: readonly Unexplained[];
}

/** Codes with which a search may end for one solid while the others go on. */
const codes = ["not_recovered", "timeout", "unsupported_surface", "kernel"] as const;

interface Unexplained {
  readonly solid: number;
  readonly code: (typeof codes)[number];
  readonly reason: string;
}

const defaultCpuMs = 60_000;

/** The tree of every distinct solid of the model, and why there is none for the others. Throws for bugs alone. */
export function recoverModel(kernel: Kernel, source: SourceModel, options: RecoverOptions = {}): Recovery {
  const deadlineCpuMs = cpuMs() + (options.timeoutMs ?? defaultCpuMs);
  const signatures = source.solids.map((s) => signatureOf(kernel, s.shape, s.topology));
  const tolerance = structureMm(Math.max(...signatures.map((s) => Math.cbrt(s.volume))));
  const parts: Part[] = [];
  const instances: Instance[] = [];
  const unexplained: Unexplained[] = [];
  for (const group of congruentGroups(signatures, { toleranceMm: tolerance })) {
    const leader = source.solids[group.leader];
    if (!leader) continue;
    const answer = reportable(() => recoverSolid(kernel, leader, group, deadlineCpuMs, tolerance, options));
    if (answer.kind === "gave_up") {
      const { code, reason } = answer;
      for (const member of group.members) unexplained.push({ solid: member.index, code, reason });
      continue;
    }
    const id = parts.length;
    parts.push({ id, name: leader.name ?? `part${id + 1}`, body: answer.value });
    instances.push(...instancesOf(source, group, id));
  }
  if (parts.length === 0) return { unexplained };
  return { model: { name: source.name, unit: source.unit, parts, instances }, unexplained };
}

/** The node for the solid that stands for a group, with the faces that each feature accounts for. */
function recoverSolid(
  kernel: Kernel,
  leader: SourceSolid,
  group: Group,
  deadlineCpuMs: number,
  toleranceMm: number,
  options: RecoverOptions,
): Answer<Node> {
  const about = {
    ...(leader.name !== undefined && { name: leader.name }),
    solids: group.members.map(({ index }) => index),
    faces: leader.topology.faces.length,
  };
  const cache = options.trace ? undefined : options.cache;
  const answer = tracePart(options.trace, about, () =>
    cachedPart(cache, kernel, leader.shape, options.dress !== false, () =>
      recoverPart(kernel, leader.shape, deadlineCpuMs, options),
    ),
  );
  return andThen(answer, (node) =>
    found(kernel.scope(() => explainFaces(kernel, node, leader.shape, leader.topology, toleranceMm))),
  );
}

/** Where the part of a group stands. */
const instancesOf = (source: SourceModel, group: Group, part: number): Instance[] =>
  group.members.map(({ index, pose }) => {
    const solid = source.solids[index];
    return {
      part,
      pose,
      solid: index,
      ...(solid?.name ? { name: solid.name } : {}),
      ...(solid?.color ? { color: solid.color } : {}),
    };
  });

/** What `find` comes to, the time limit included; what is no fault of the solid is thrown on. */
function reportable(find: () => Answer<Node>): Found<Node> | (GaveUp & Pick<Unexplained, "code">) {
  const answer = outcomeOrLimit(find);
  if (answer.kind === "found") return answer;
  const code = codes.find((one) => one === answer.code);
  if (code === undefined) throw errorOf(answer);
  return { ...answer, code };
}
