// What came of the inputs, counted.
import type { Verdict } from "@unbake/engine/fuzz";

/** The verdict on an input, or that its process did not end as it should. */
export interface Judged extends Omit<Verdict, "kind"> {
  readonly index: number;
  readonly kind: Verdict["kind"] | "process";
  readonly ms: number;
}

interface Fault {
  readonly index: number;
  readonly kind: Judged["kind"];
  readonly fault: string;
  readonly input?: string;
}

/** So many faults of a sort are kept with their inputs. */
const examplesOfASort = 3;

export function startTally() {
  const counts = { inputs: 0, executed: 0, refused: 0, faults: 0 };
  const kinds: Partial<Record<Judged["kind"], Record<Judged["outcome"], number>>> = {};
  const byFault: Record<string, number> = {};
  const examples: Fault[] = [];
  let slowest: { index?: number; kind?: Judged["kind"]; ms: number } = { ms: 0 };
  return {
    counts,
    kinds,
    byFault,
    examples,
    slowest: () => slowest,
    add({ index, kind, outcome, fault = "", input, ms }: Judged): void {
      counts.inputs++;
      counts[outcome === "fault" ? "faults" : outcome]++;
      const ofKind = kinds[kind] ?? { executed: 0, refused: 0, fault: 0 };
      ofKind[outcome]++;
      kinds[kind] = ofKind;
      if (ms > slowest.ms) slowest = { index, kind, ms };
      if (outcome !== "fault") return;
      const sort = `${kind}: ${sortOf(fault)}`;
      const times = (byFault[sort] ?? 0) + 1;
      byFault[sort] = times;
      if (times <= examplesOfASort) examples.push({ index, kind, fault, ...(input !== undefined && { input }) });
    },
  };
}

/** Faults of one sort differ in numbers and names only. */
const sortOf = (fault: string) => fault.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "N").slice(0, 120);
