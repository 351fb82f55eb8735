// How long a KCL program is and what it is made of, read from its text.

/** Kinds of features that a reader looks for. */
export const featureKinds = ["hole", "pattern", "fillet", "revolve"] as const;
type FeatureKind = (typeof featureKinds)[number];

export interface Program {
  /** Values of its own that stand at the top level: `width = 40mm`. */
  readonly parameters: number;
  /** Lines, arcs, circles and splines of sketches, construction apart. */
  readonly segments: number;
  /** Lines that are neither empty nor a comment. */
  readonly lines: number;
  readonly features: Readonly<Record<FeatureKind, boolean>>;
}

const calls: Readonly<Record<FeatureKind, RegExp>> = {
  hole: /\bhole::\w+\(/,
  pattern: /\b(?:pattern\w+|mirror2d|mirror3d)\(/,
  fillet: /\bfillet\(/,
  revolve: /\brevolve\(/,
};
const segment =
  /\b(?:line|arc|circle|ellipse|polygon|rectangle|xLine|yLine|angledLine\w*|tangentialArc\w*|bezierCurve|controlPointSpline|involuteCircular)\(/g;
const parameter = /^(?:export )?\w+ *(?::[^=]+)?= *-?\d*\.?\d+(?:mm|cm|m|in|ft|yd|deg|rad)?$/;

/** Measures a program, the texts of its modules with it. */
export function measureProgram(text: string): Program {
  const lines = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split("\n")
    .map((line) => line.replace(/\/\/.*$/, "").trimEnd())
    .filter((line) => line !== "");
  const code = lines.join("\n");
  const drawn = lines.filter((line) => !/construction *= *true/.test(line)).join("\n");
  return {
    parameters: lines.filter((line) => parameter.test(line)).length,
    segments: drawn.match(segment)?.length ?? 0, // default: nothing is drawn
    lines: lines.length,
    features: {
      hole: calls.hole.test(code),
      pattern: calls.pattern.test(code),
      fillet: calls.fillet.test(code),
      revolve: calls.revolve.test(code),
    },
  };
}
