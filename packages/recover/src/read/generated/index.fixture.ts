/**
 * Files of known content, made by a small writer for each format: units, placements, instances, mirrors, scales, orders and encodings in
 * random combinations. Tests judge a few of each format, `npm run bench:reading` many.
 */
import { generateBrep } from "./brep.fixture.js";
import { generateIges } from "./iges.fixture.js";
import type { Generator } from "./judge.fixture.js";

export { seeded } from "../../tree/seeded.js";
export { type Expected, type GeneratedFile, type Generator, judge, type Verdict } from "./judge.fixture.js";

/** By format, with the number of files that the bench makes of it. */
export const generators: Readonly<Record<string, { readonly generate: Generator; readonly files: number }>> = {
  brep: { generate: generateBrep, files: 500 },
  iges: { generate: generateIges, files: 500 },
};
