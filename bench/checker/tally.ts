// What came of programs and mutants, counted.
import { countBy } from "../runner/numbers.js";

type Verdict = "falseReject" | "falseAccept" | "unseen" | "unchanged" | "belowDelta";

/** A program or mutant that is worth a look: rejected without need, accepted though wrong, or accepted because it changes nothing. */
interface Finding {
  readonly verdict: Verdict;
  readonly name: string;
  readonly what?: string;
  readonly detail?: string;
  readonly sizeMm?: number;
  readonly farMm?: number;
  readonly deltaMm?: number;
  readonly otherVolume?: boolean;
  readonly solids?: readonly number[];
  readonly reasons?: readonly string[];
}

export interface KindCount {
  mutants: number;
  rejected: number;
  unchanged: number;
  belowDelta: number;
}

export function startTally() {
  const counts = {
    programs: 0,
    mutants: 0,
    rejected: 0,
    notBuilt: 0,
    /** Rejected mutants that the independent measure was tried on. */
    measured: 0,
  };
  const byKind: Record<string, KindCount> = {};
  const findings: Finding[] = [];
  return {
    counts,
    byKind,
    findings,
    kind(what: string): KindCount {
      const kind = byKind[what] ?? { mutants: 0, rejected: 0, unchanged: 0, belowDelta: 0 };
      byKind[what] = kind;
      return kind;
    },
    /** How many findings of each verdict there are. */
    verdicts(): Readonly<Record<Verdict, number>> {
      const none = { falseReject: 0, falseAccept: 0, unseen: 0, unchanged: 0, belowDelta: 0 };
      return { ...none, ...countBy(findings, ({ verdict }) => verdict) };
    },
  };
}

export type Tally = ReturnType<typeof startTally>;
