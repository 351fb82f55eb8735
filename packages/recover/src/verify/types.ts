/**
 * What is proven about one program, in the words of docs/glossary.md: similarity, delta, verified, exact.
 */
export interface Verification {
  readonly verified: boolean;
  readonly exact: boolean;
  /** True when freeform faces match only within the wider sampled tolerance; `approximateFaces` names them. */
  readonly approximate: boolean;
  /** "matching": every face has its counterpart. "sampling": the files split faces differently, samples carry the proof alone. */
  readonly method: "matching" | "sampling";
  /** Volume of the intersection over volume of the union, 0 to 1. */
  readonly similarity: number;
  /** Relative, signed: (result - original) / original. */
  readonly volumeError: number;
  readonly areaError: number;
  readonly centroidErrorMm: number;
  /** Largest distance of a sampled point of either side from the other, mm. */
  readonly maxDeviationMm: number;
  /** Tolerance of this proof, mm. */
  readonly deltaMm: number;
  readonly solids: { readonly original: number; readonly result: number };
  readonly faces: { readonly original: number; readonly result: number; readonly matched: number };
  /** Face ids of the original without a counterpart, and of the result without one. */
  readonly unmatchedOriginal: readonly number[];
  readonly unmatchedResult: readonly number[];
  readonly approximateFaces: readonly number[];
  /** Why it is not verified, one sentence each; empty when it is. */
  readonly reasons: readonly string[];
  /** How the proof was made where it was not made the usual way, one sentence each. */
  readonly notes?: readonly string[];
  /** Only where the original is a mesh: the figures above are then at its triangles. */
  readonly mesh?: MeshVerification;
}

/** What is proven where the original is a mesh. */
export interface MeshVerification {
  /** Largest distance of a vertex of the mesh from the result, mm; vertices of a mesh lie on the faces that it was made from. */
  readonly vertexDeviationMm: number;
  /** Largest distance of the middle of a triangle from the result, and of a point of the result from the triangles, mm. */
  readonly facetDeviationMm: number;
  /** The same program against the exact solids that were read off the mesh. */
  readonly fitted: Pick<Verification, "similarity" | "volumeError" | "areaError" | "maxDeviationMm" | "deltaMm">;
}

/** The JSON written as NAME.certificate.json. */
export interface Certificate {
  readonly schema: "unbake-certificate/1";
  readonly source: {
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly format: string;
    readonly unit: string;
  };
  readonly tools: Readonly<Record<string, string>>;
  readonly original: {
    readonly solids: number;
    readonly faces: number;
    readonly facesBySurface: Readonly<Record<string, number>>;
    readonly edges: number;
    readonly volumeMm3: number;
    readonly areaMm2: number;
    readonly centroidMm: readonly number[];
    readonly boundingBoxMm: { readonly min: readonly number[]; readonly max: readonly number[] };
    /** Only of a mesh: volume, area, centroid and box are those of its triangles; faces and edges have been read off them. */
    readonly mesh?: MeshStatement;
  };
  readonly raw?: ProgramCertificate;
  readonly salon?: ProgramCertificate & {
    readonly snaps: readonly Snap[];
    readonly parameters: number;
    readonly constraints: number;
    readonly fallback: boolean;
    /** What becomes of the program when a driving parameter is changed, where that was asked for. */
    readonly edits?: EditTable;
    /** Whether the names and comments that a model proposed are in it, where one was asked. */
    readonly proposal?: ProposalOutcome;
  };
  /** The program as a folder with a file for each part, where that was asked for and there are several. */
  readonly project?: Verification & { readonly files: readonly { readonly name: string; readonly sha256: string }[] };
  /** Solids that the project beside the program imports as they are: they are not recovered, whatever it shows. */
  readonly kept?: { readonly solids: readonly number[]; readonly files: readonly string[]; readonly sha256: string };
  readonly warnings: readonly string[];
  readonly failure?: {
    readonly code: string;
    readonly message: string;
    readonly solids: readonly number[];
    readonly faces: readonly number[];
  };
}

/** A mesh as an original, and how near to it a program must come. */
export interface MeshStatement {
  readonly triangles: number;
  /** Vertices nearer to each other than this have been made one, mm. */
  readonly weldMm: number;
  /** Largest distance of a vertex from the faces that were read off, mm. */
  readonly vertexErrorMm: number;
  /** Largest distance of a facet from the faces that were read off: the mesh's own chord error, mm. */
  readonly chordErrorMm: number;
  /** Tolerance of every proof against the triangles, mm. */
  readonly toleranceMm: number;
}

export interface ProgramCertificate extends Verification {
  readonly sha256: string;
  readonly bytes: number;
  readonly features: number;
  readonly featureCounts: Readonly<Record<string, number>>;
}

/** A value that salon moved to its grid. */
export interface Snap {
  readonly what: string;
  readonly before: number;
  readonly after: number;
}

/** Each driving parameter of a program changed alone. */
export interface EditTable {
  readonly parameters: readonly ParameterEdits[];
  /** Parameters for which there was no time. */
  readonly untried: readonly string[];
}

export interface ParameterEdits {
  readonly name: string;
  readonly value: number;
  /** "mm", "deg"; empty for a count. */
  readonly unit: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** By how much the value grew: 0.01, 0.1, 0.2; a count by one at least. */
  readonly share: number;
  /** As many valid solids as before, and every sketch has a solution. */
  readonly rebuilt: boolean;
  /** Surfaces that moved although the parameter does not name them, by the line of their statement; empty where it was not rebuilt. */
  readonly moved: readonly string[];
  /** Why it was not rebuilt. */
  readonly why?: string;
}

/** What came of names and comments that a language model proposed for a salon program. */
export interface ProposalOutcome {
  readonly model: string;
  /** The program with them parses, is clean and verifies: they are in it. */
  readonly taken: boolean;
  readonly renamed: number;
  readonly comments: number;
  /** Why they are not in it. */
  readonly why?: string;
}
