/** What sketch blocks cannot draw (ellipses, splines, sweeps, screws, lofts) as the raw printer has it. */

import { must } from "@unbake/ground";
import { atom, type Statement } from "../../../kcl/kcl.js";
import type { PrintContext } from "../../../raw/context.js";
import { printNode } from "../../../raw/features.js";
import { broken } from "../broken.js";
import { inPart, type Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import type { Title } from "../tree/features.js";
import type { Shape } from "../tree/nouns.js";
import type { ExactPlan } from "../types.js";
import type { PlannedFeature } from "./planned.js";

/** The statements of the raw printer, with names of the salon program. */
export function planExact(scope: Scope, node: Shape, title: Title): PlannedFeature {
  const noun = inPart(scope, title.noun);
  const { parameters } = scope;
  const statements: Statement[] = [];
  const counts: string[] = [];
  const raw: PrintContext = {
    program: {
      add: (statement) => statements.push(statement),
      assign: (name, value) => statements.push({ kind: "assign", name, value }),
      comment: (text) => statements.push({ kind: "comment", text }),
      gap: () => undefined,
      count: (feature) => counts.push(feature),
      nextLine: () => 0,
      own: () => undefined,
      finish: () => ({ text: "", lines: new Map(), features: {} }),
    },
    names: {
      unique: scope.names.unique,
      has: scope.names.has,
      numbered: (kind) => scope.names.unique(kind === node.type ? noun : noun + capital(kind)),
    },
    numbers: scope.numbers,
    sketches: new Map(),
    uses: new Map(),
    tags: new Map(),
    bodies: new Map(),
    size: (word, mm) => {
      const [name] = parameters.use(parameters.length(noun + word, mm)).terms.keys();
      return atom(must(name, "the name of a size"));
    },
  };
  const body = printNode(raw, node);
  if (body.kind !== "atom") throw broken("a raw shape has no name");
  const step: ExactPlan = { kind: "exact", statements, counts, node };
  return { steps: [step], name: body.text };
}
