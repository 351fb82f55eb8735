/** `unbake convert --explain`: what the search of one file tried, why the winner won, and where the time went. */
import { must } from "@unbake/ground";
import type {
  CandidateEvent,
  Conversion,
  PartEvent,
  SearchTrace,
  StepEvent,
  ToolEvent,
  TraceEvent,
} from "@unbake/recover";

/** Events below an event are written this much further in. */
const indent = "  ";

/** More candidates, tools and levels than these tell a person nothing; the trace has all. */
const most = { tools: 12, depth: 4 };

const stepWords: Record<StepEvent["step"], string> = {
  whole: "one extrusion or revolution",
  tube: "one profile along a path",
  screw: "one profile along a helix",
  drafted: "sides that all lean towards one end",
  convex: "planes around a convex body",
  pieces: "base and features apart, along inner loops",
  sharp: "without its smallest fillets, and those put back",
  base: "a base with what it lacks and what it has too much",
  cells: "cells, cut apart along concave edges",
};

/** The text for a terminal; ends with a line break. */
export function explain(file: string, conversion: Conversion): string {
  const lines = [`${file}: ${verdict(conversion)}`];
  if (conversion.trace) lines.push(...partsOf(conversion.trace));
  else lines.push(`${indent}the search has left no trace: ${whyNone(conversion)}`);
  lines.push(timeLine(conversion));
  return `${lines.join("\n")}\n`;
}

function verdict({ status, code, message, raw }: Conversion): string {
  if (status !== "success") return `${code}: ${message}`;
  const { proof } = must(raw, "raw program of a success");
  const { features } = proof;
  return `${proof.exact ? "exact" : "verified"}, ${features} ${features === 1 ? "feature" : "features"}`;
}

function whyNone({ code }: Conversion): string {
  return code === "timeout" || code === "memory" || code === "crash"
    ? "its process was killed before it could hand it over"
    : "it was not begun";
}

function partsOf(trace: SearchTrace): string[] {
  const children = new Map<number | undefined, TraceEvent[]>();
  for (const event of trace.events) children.set(event.parent, [...(children.get(event.parent) ?? []), event]);
  const lines = (children.get(undefined) ?? []).flatMap((event, i) =>
    event.type === "part" ? partLines(event, i, children) : [],
  );
  if (trace.dropped > 0) lines.push(`${indent}${trace.dropped} more events were not kept`);
  return lines;
}

type Children = ReadonlyMap<number | undefined, readonly TraceEvent[]>;

function partLines(part: PartEvent, index: number, children: Children): string[] {
  const copies = part.solids.length > 1 ? `, ${part.solids.length} times in the file` : "";
  const name = part.name === undefined ? "" : ` "${part.name}"`;
  const head = `${indent}part ${index + 1}${name} of ${part.faces} faces${copies}: ${part.outcome}${because(part)}, ${time(part.cpuMs)}`;
  return [head, ...inside(part, children, 2)];
}

function inside(event: TraceEvent, children: Children, level: number): string[] {
  const within = children.get(event.id) ?? [];
  const candidates = within.filter((e) => e.type === "candidate");
  const lines = candidateLines(candidates, level);
  let tools = 0;
  for (const child of within) {
    if (child.type === "step") lines.push(...stepLines(child, children, level));
    else if (child.type === "tool") {
      if (tools++ < most.tools) lines.push(...toolLines(child, children, level));
    }
  }
  if (tools > most.tools) lines.push(`${indent.repeat(level)}and ${tools - most.tools} more to add or cut`);
  return lines;
}

function stepLines(step: StepEvent, children: Children, level: number): string[] {
  const said = step.outcome === "taken" ? "taken" : step.outcome === "passed" ? "no" : "failed";
  const line = `${indent.repeat(level)}${stepWords[step.step]} (${step.faces} faces): ${said}${because(step)}, ${time(step.cpuMs)}`;
  if (step.depth >= most.depth) return [line];
  return [line, ...inside(step, children, level + 1)];
}

function toolLines(tool: ToolEvent, children: Children, level: number): string[] {
  const what = tool.outcome === "found" ? `${tool.features} ${tool.features === 1 ? "feature" : "features"}` : "failed";
  const line = `${indent.repeat(level)}to ${tool.sort}: a solid of ${tool.faces} faces: ${what}${because(tool)}, ${time(tool.cpuMs)}`;
  return [line, ...inside(tool, children, level + 1)];
}

const because = (event: Exclude<TraceEvent, CandidateEvent>): string =>
  event.reason === undefined ? "" : ` (${event.reason})`;

const costOf = ({ cost = Infinity }: CandidateEvent): number => cost;

/** Cheapest first, as the search ranks them. */
function candidateLines(candidates: readonly CandidateEvent[], level: number): string[] {
  const ranked = [...candidates].sort((a, b) => costOf(a) - costOf(b));
  return ranked.map((candidate, i) => {
    const { what, explained, additions, cuts, cost, cpuMs } = candidate;
    const left = cost === undefined ? "" : `; ${leavings(additions, cuts)}${cost.toFixed(1)}`;
    return `${indent.repeat(level)}${i + 1}. ${what} explains ${(explained * 100).toFixed(0)} %${left}; ${time(cpuMs)}: ${fate(candidate, ranked)}`;
  });
}

const leavings = (additions: number | undefined, cuts: number | undefined): string =>
  additions === undefined ? "cost at least " : `${additions} to add, ${cuts} to cut, cost `;

/** Why a candidate won or lost. */
function fate({ outcome, reason, cost }: CandidateEvent, ranked: readonly CandidateEvent[]): string {
  switch (outcome) {
    case "chosen": {
      const failed = ranked.filter((c) => c.outcome === "given_up").length;
      const others = ranked.filter((c) => c.cost !== undefined).length - 1 - failed;
      if (ranked.length === 1) return "won: the only one";
      const cheaper = failed > 0 ? `the ${failed} cheaper came to nothing` : "the cheapest";
      return `won: ${cheaper}${others > 0 && failed > 0 ? `, cheaper than the other ${others}` : ""}, and what was left of it became features`;
    }
    case "given_up":
      return `given up: ${reason ?? "what was left of it did not become features"}`;
    case "kernel_failed":
      return "the kernel failed at it";
    default: {
      const winner = ranked.find((c) => c.outcome === "chosen");
      return winner?.cost !== undefined && cost !== undefined && cost >= winner.cost
        ? "not looked into: dearer than the winner"
        : "not looked into: too dear for what it explains";
    }
  }
}

const phaseWords = {
  read: "reading",
  measure: "measuring",
  recover: "search",
  raw: "printing",
  verify_raw: "proof",
  salon: "salon",
  verify_salon: "salon proof",
} as const;

function timeLine({ timings }: Conversion): string {
  const parts = Object.entries(phaseWords).flatMap(([phase, word]) => {
    const ms = timings[phase as keyof typeof phaseWords];
    return ms === undefined ? [] : [`${word} ${time(ms)}`];
  });
  const sum = Object.values(timings).reduce((total, ms) => total + ms, 0);
  return `${indent}time: ${[...parts, `${time(sum)} in all`].join(", ")} (the search's own lines are processor time)`;
}

const time = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
