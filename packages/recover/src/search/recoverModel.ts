/** A source model to a feature tree: every distinct solid once, placed where the file has it. */

import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { congruentGroups, type Group } from "../analysis/congruence/congruent.js";
import { signatureOf } from "../analysis/congruence/signature.js";
import type { SourceModel } from "../input/types.js";
import type { Instance, Model, Node, Part } from "../model/types.js";
import { structureMm } from "../tolerances.js";
import { cpuMs } from "./cpu.js";
import { explainFaces } from "./explain.js";
import { errorOf, type Found, found, type GaveUp, gaveUp, outcomeOrLimit } from "./outcome.js";
import { cachedPart, type PartCache } from "./partCache.js";
import type { Partial } from "./partial.js";
import { type PartAnswer, type PartOptions, recoverPart } from "./recoverPart.js";
import { standIns } from "./standIn.js";
import { tracePart } from "./traceSteps.js";

type SourceSolid = SourceModel["solids"][number];

export interface RecoverOptions extends PartOptions {
  /** Processor time that the whole search may take, ms; 60 s by default. */
  readonly timeoutMs?: number;
  /** What earlier searches found; not asked while one is traced. */
  readonly cache?: PartCache | undefined;
}

/** What a search may do, as a word: what one found is no answer of another. */
const wayOf = ({ dress = true, simple = false, slices = false }: PartOptions): string =>
  slices ? "slices" : dress ? (simple ? "simple" : "any") : "plain";

export interface Recovery {
  /** Features where they were found, and what stands for a solid where there are none. */
  readonly model: Model;
  /** Solids that features do not explain, with the reason. */
  readonly unexplained: readonly Unexplained[];
}

/** Codes with which a search may end for one solid while the others go on. */
const codes = ["not_recovered", "timeout", "memory", "unsupported_surface", "kernel"] as const;

interface Unexplained {
  readonly solid: number;
  readonly code: (typeof codes)[number];
  readonly reason: string;
  /** Features explain some of it; otherwise slabs alone stand for it. */
  readonly inPart: boolean;
}

const defaultCpuMs = 60_000;

/** The tree of every distinct solid of the model; where there is none, what stands for it, and why. Throws for bugs alone. */
export function recoverModel(kernel: Kernel, source: SourceModel, options: RecoverOptions = {}): Recovery {
  const deadlineCpuMs = cpuMs() + (options.timeoutMs ?? defaultCpuMs);
  return eachSolid(kernel, source, (leader, group, toleranceMm) =>
    reportable(() => recoverSolid(kernel, leader, group, deadlineCpuMs, toleranceMm, options)),
  );
}

/** Slabs in the place of every solid, without a search: for a file whose search came to the limits of its process. */
export const withoutSearch = (kernel: Kernel, source: SourceModel): Recovery =>
  eachSolid(kernel, source, () => ({ ...gaveUp("its search came to its limits"), code: "not_recovered" }));

/** The model with slabs in the place of the solids that its features do not rebuild. */
export const withoutWrong = (kernel: Kernel, source: SourceModel, model: Model, wrong: ReadonlySet<number>): Model =>
  insteadOfWrong(kernel, source, model, wrong, () => ({
    ...gaveUp("its features do not rebuild it"),
    code: "not_recovered",
  })).model;

/** The model with slices in the place of the solids that its features do not rebuild. */
export function wrongInSlices(
  kernel: Kernel,
  source: SourceModel,
  model: Model,
  wrong: ReadonlySet<number>,
  options: RecoverOptions,
): Recovery {
  const deadlineCpuMs = cpuMs() + (options.timeoutMs ?? defaultCpuMs);
  return insteadOfWrong(kernel, source, model, wrong, (leader, group, toleranceMm) =>
    reportable(() => recoverSolid(kernel, leader, group, deadlineCpuMs, toleranceMm, { ...options, slices: true })),
  );
}

/** The model with something else in the place of some of its solids. */
function insteadOfWrong(
  kernel: Kernel,
  source: SourceModel,
  model: Model,
  wrong: ReadonlySet<number>,
  instead: FindNode,
): Recovery {
  const bodyOf = new Map(model.instances.map(({ solid, part }) => [solid, at(model.parts, part).body]));
  return eachSolid(kernel, source, (leader, group, toleranceMm) => {
    const body = bodyOf.get(group.leader);
    const isWrong = group.members.some(({ index }) => wrong.has(index));
    return body && !isWrong ? found(body) : instead(leader, group, toleranceMm);
  });
}

const standingFor = (slabs: number, partial: Partial | undefined): string =>
  partial
    ? ` in full${slabs > 0 ? `, ${slabs} slabs stand for what is missing` : ""}`
    : `, ${slabs} slabs stand for it`;

type SolidAnswer = Found<Node> | (GaveUp & Pick<Unexplained, "code"> & { readonly partial?: Partial });

type FindNode = (leader: SourceSolid, group: Group, toleranceMm: number) => SolidAnswer;

/** Every distinct solid once, placed where the file has it. */
function eachSolid(kernel: Kernel, source: SourceModel, find: FindNode): Recovery {
  const signatures = source.solids.map((s) => signatureOf(kernel, s.shape, s.topology));
  const toleranceMm = structureMm(Math.max(...signatures.map((s) => Math.cbrt(s.volume))));
  const parts: Part[] = [];
  const instances: Instance[] = [];
  const unexplained: Unexplained[] = [];
  const lacks: string[] = [];
  const add = (name: string, body: Node, group: Group): void => {
    const id = parts.length;
    parts.push({ id, name, body });
    instances.push(...instancesOf(source, group, id));
  };
  for (const group of congruentGroups(signatures, { toleranceMm })) {
    const leader = source.solids[group.leader];
    if (!leader) continue;
    const answer = find(leader, group, toleranceMm);
    if (answer.kind === "found") {
      add(leader.name ?? `part${parts.length + 1}`, answer.value, group);
      continue;
    }
    const { code, reason, partial } = answer;
    for (const member of group.members) {
      unexplained.push({ solid: member.index, code, reason, inPart: partial !== undefined });
    }
    const called = leader.name ?? `solid ${group.leader}`;
    if (partial) add(called, partial.node, group);
    const bodies = partial ? partial.standIns : standIns(kernel, leader.shape, source.solids.length);
    lacks.push(`Not recovered${standingFor(bodies.length, partial)}: ${called}, because ${reason}`);
    for (const [i, body] of bodies.entries()) add(`${called}, slab ${i + 1} of ${bodies.length}`, body, group);
  }
  const model = { name: source.name, unit: source.unit, parts, instances, ...(lacks.length > 0 && { lacks }) };
  return { model, unexplained };
}

/** The node for the solid that stands for a group, with the faces that each feature accounts for. */
function recoverSolid(
  kernel: Kernel,
  leader: SourceSolid,
  group: Group,
  deadlineCpuMs: number,
  toleranceMm: number,
  options: RecoverOptions,
): PartAnswer {
  const about = {
    ...(leader.name !== undefined && { name: leader.name }),
    solids: group.members.map(({ index }) => index),
    faces: leader.topology.faces.length,
  };
  const cache = options.trace ? undefined : options.cache;
  const answer = tracePart(options.trace, about, () =>
    cachedPart(cache, kernel, leader.shape, wayOf(options), () =>
      recoverPart(kernel, leader.shape, deadlineCpuMs, options),
    ),
  );
  const explain = (node: Node): Node =>
    kernel.scope(() => explainFaces(kernel, node, leader.shape, leader.topology, toleranceMm));
  if (answer.kind === "found") return found(explain(answer.value));
  const { partial, ...rest } = answer;
  return partial ? { ...rest, partial: { ...partial, node: explain(partial.node) } } : rest;
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
function reportable(find: () => PartAnswer): SolidAnswer {
  const answer = outcomeOrLimit(find);
  if (answer.kind === "found") return answer;
  const code = codes.find((one) => one === answer.code);
  if (code === undefined) throw errorOf(answer);
  return { ...answer, code };
}
