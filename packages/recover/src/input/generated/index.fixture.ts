/**
 * Files of known content, made by a small writer for each format: units, placements, instances, mirrors, scales, orders and encodings in
 * random combinations. Tests judge a few of each format, `npm run bench:reading` many.
 */

import { generateBrep } from "./brep.fixture.js";
import { generateGltf } from "./gltf.fixture.js";
import { generateIges } from "./iges.fixture.js";
import type { Generator } from "./judge.fixture.js";
import { generateObj } from "./obj.fixture.js";
import { generateOff } from "./off.fixture.js";
import { generatePly } from "./ply.fixture.js";
import { generateStep } from "./step.fixture.js";
import { generateStl } from "./stl.fixture.js";
import { generateThreeMf } from "./threeMf.fixture.js";

export { seeded } from "../../model/seeded.js";
export { type Expected, type GeneratedFile, type Generator, judge, type Verdict } from "./judge.fixture.js";

/** By format, with the number of files that the bench makes of it. */
export const generators: Readonly<Record<string, { readonly generate: Generator; readonly files: number }>> = {
  step: { generate: generateStep, files: 2000 },
  stl: { generate: generateStl, files: 500 },
  obj: { generate: generateObj, files: 500 },
  ply: { generate: generatePly, files: 500 },
  off: { generate: generateOff, files: 500 },
  gltf: { generate: generateGltf, files: 500 },
  "3mf": { generate: generateThreeMf, files: 500 },
  brep: { generate: generateBrep, files: 500 },
  iges: { generate: generateIges, files: 500 },
};
