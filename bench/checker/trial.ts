// One program or mutant before the checker.
import type { Kernel, Shape } from "@unbake/kernel";
import { type Verification, verify } from "@unbake/recover";
import { type Difference, difference } from "./difference.js";
import type { Mutation } from "./mutants.js";
import type { KindCount, Tally } from "./tally.js";

type Build = () => Shape | Promise<Shape>;

/** What a mutant is of, and what came of it. */
interface Judged {
  readonly name: string;
  readonly mutation: Mutation;
  readonly kind: KindCount;
  readonly verification: Verification;
  readonly deltaMm: number;
}

export interface Trial {
  /** Is the unchanged program accepted? */
  program(name: string, original: Shape, build: Build): Promise<boolean>;
  /** Is the mutant rejected? */
  mutant(name: string, original: Shape, mutation: Mutation, build: Build): Promise<void>;
}

/** `kernelOf`: the kernel that the shapes are of now. */
export function startTrial(kernelOf: () => Kernel, tally: Tally): Trial {
  const { counts, findings } = tally;
  const measuredKinds = new Set<string>();

  function onRejected({ name, mutation, kind, verification, deltaMm }: Judged, measure: () => Difference): void {
    const { what, detail, sizeMm } = mutation;
    counts.rejected++;
    kind.rejected++;
    const key = `${name} ${what}`;
    if (measuredKinds.has(key)) return;
    measuredKinds.add(key);
    counts.measured++;
    const { changed, farMm } = measure();
    if (changed) return;
    const { reasons } = verification;
    findings.push({ verdict: "unseen", name, what, ...detailOf(detail), sizeMm, farMm, deltaMm, reasons });
    console.log(`not seen by the measure: ${name}: ${what}, ${detail ?? ""}: ${reasons.join("; ")}`);
  }

  function onAccepted({ name, mutation, kind, deltaMm }: Judged, measured: Difference): void {
    const { what, detail, sizeMm } = mutation;
    const { changed, farMm, otherVolume, solids } = measured;
    const found = { name, what, ...detailOf(detail), farMm, deltaMm };
    if (changed) {
      findings.push({ verdict: "falseAccept", ...found, sizeMm, otherVolume, solids });
      console.log(`FALSE ACCEPT of ${name}: ${what}, ${detail ?? ""} ${JSON.stringify(measured)}`);
      return;
    }
    const verdict = farMm > deltaMm / 100 ? "belowDelta" : "unchanged";
    kind[verdict]++;
    findings.push({ verdict, ...found });
  }

  return {
    program: (name, original, build) =>
      kernelOf().scope(async () => {
        counts.programs++;
        const { verified, reasons } = await verify(kernelOf(), original, await build());
        if (!verified) {
          findings.push({ verdict: "falseReject", name, reasons });
          console.log(`REJECTED: ${name}: ${reasons.join("; ")}`);
        }
        return verified;
      }),
    mutant: (name, original, mutation, build) =>
      kernelOf().scope(async () => {
        const kernel = kernelOf();
        let shape: Shape;
        try {
          shape = await build();
        } catch {
          // A fillet larger than its edge, a profile that crosses itself: not a program.
          counts.notBuilt++;
          return;
        }
        counts.mutants++;
        const kind = tally.kind(mutation.what);
        kind.mutants++;
        const verification = await verify(kernel, original, shape, { stopEarly: true });
        const deltaMm = toleranceOf(kernel, original, verification);
        const judged = { name, mutation, kind, verification, deltaMm };
        const measure = () => difference(kernel, original, shape, deltaMm);
        if (verification.verified) onAccepted(judged, measure());
        else onRejected(judged, measure);
      }),
  };
}

const detailOf = (detail: string | undefined) => (detail === undefined ? {} : { detail });

/** The smallest delta of the original's solids, mm; where the proof says that freeform faces agree only approximately, their tolerance. */
function toleranceOf(kernel: Kernel, original: Shape, { approximate }: Verification): number {
  return kernel.scope(() => {
    const sizes = kernel.solids(original).map((solid) => {
      const { min, max } = kernel.boundingBox(solid);
      return Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
    });
    const smallest = Math.min(...sizes);
    return approximate ? Math.max(0.01, 1e-4 * smallest) : Math.max(0.001, 1e-5 * smallest);
  });
}
