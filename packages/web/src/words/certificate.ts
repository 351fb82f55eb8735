/** The certificate in sentences, each with the number behind it. Its format: docs/certificate.md. */
import { figure, plural, similarity } from "./numbers";

interface Proof {
  readonly verified: boolean;
  readonly exact: boolean;
  readonly approximate: boolean;
  readonly method: "matching" | "sampling";
  readonly similarity: number;
  readonly volumeError: number;
  readonly areaError: number;
  readonly centroidErrorMm: number;
  readonly maxDeviationMm: number;
  readonly deltaMm: number;
  readonly solids: { readonly original: number; readonly result: number };
  readonly faces: { readonly original: number; readonly result: number; readonly matched: number };
  readonly reasons: readonly string[];
  readonly parameters?: number;
  readonly constraints?: number;
}

export interface Certificate {
  readonly source?: { readonly sha256: string };
  readonly tools?: Readonly<Record<string, string>>;
  readonly raw?: Proof;
  readonly salon?: Proof;
  readonly warnings?: readonly string[];
  readonly failure?: { readonly code: string; readonly message: string };
}

type Verdict = "good" | "warning" | "bad";

export interface Finding {
  readonly verdict: Verdict;
  readonly text: string;
  /** The numbers that the sentence is about. */
  readonly numbers: string;
}

/** What is proven about one program, the most important first. */
export function findingsOf(proof: Proof): Finding[] {
  return [
    whole(proof),
    faces(proof),
    {
      verdict: proof.maxDeviationMm <= proof.deltaMm ? "good" : "bad",
      text:
        proof.maxDeviationMm <= proof.deltaMm
          ? "No point of the result is farther from the original than the tolerance."
          : "Some of the result is farther from the original than the tolerance.",
      numbers: `largest ${figure(proof.maxDeviationMm)} mm, tolerance ${figure(proof.deltaMm)} mm`,
    },
    solids(proof),
    {
      verdict: proof.verified ? "good" : "warning",
      text: "Volume, area and centre of mass against the original:",
      numbers: `${relative(proof.volumeError)}, ${relative(proof.areaError)}, ${figure(proof.centroidErrorMm)} mm`,
    },
    {
      verdict: proof.verified ? "good" : "warning",
      text: "Part of the volume that meshes of both share:",
      numbers: similarity(proof.similarity),
    },
  ];
}

function whole({ verified, exact, approximate, reasons }: Proof): Finding {
  if (!verified) return { verdict: "bad", text: "Not verified: it is not the original.", numbers: reasons.join("; ") };
  if (exact)
    return {
      verdict: "good",
      text: "Verified and exact: every face is of the same kind as in the original.",
      numbers: "",
    };
  const text = approximate
    ? "Verified; some faces are approximated within the tolerance."
    : "Verified within the tolerance.";
  return { verdict: "good", text, numbers: "" };
}

function faces({ faces: { original, matched, result }, method }: Proof): Finding {
  const numbers = `${matched} of ${plural(original, "face")}, result has ${result}`;
  if (method === "sampling")
    return { verdict: "good", text: "The faces are split differently; sampled points carry the proof.", numbers };
  const all = matched === original;
  return {
    verdict: all ? "good" : "bad",
    text: all ? "Every face of the original has its counterpart." : "Some faces of the original have no counterpart.",
    numbers,
  };
}

function solids({ solids: { original, result } }: Proof): Finding {
  const same = original === result;
  return {
    verdict: same ? "good" : "bad",
    text: same ? "The number of solids is the same." : "The number of solids differs.",
    numbers: same ? String(original) : `${original} in the original, ${result} in the result`,
  };
}

const relative = (error: number) => `${figure(error * 100)} %`;
