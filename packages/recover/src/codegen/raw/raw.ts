/** The raw program of a model: plain and exact, features in build order, names that only number things. */
import type { Model, Node, ProfileLoop } from "../../model/types.js";
import { children } from "../../model/visit.js";
import { commentText } from "../kcl/names.js";
import type { PrintedProgram } from "../kcl/program.js";
import { startContext } from "./context.js";
import { countUses } from "./features.js";
import { printPart } from "./instances.js";

/**
 * KCL that rebuilds the model exactly (numbers at most 1e-9 mm off, in the unit of the model), unchanged by the official
 * formatter and without findings of the official linter. Sketches are pipelines under `kclVersion = 1.0`: in it they are not
 * deprecated, they cost no constraint solving however long a profile is, and they alone can draw ellipses and splines.
 * Throws UnbakeError("not_recovered") for what KCL has no exact form of (rational splines, sweeps along paths in space).
 */
export function printRaw(model: Model): PrintedProgram {
  const experimental = usesExperimental(model) ? ", experimentalFeatures = allow" : "";
  const context = startContext(model, [
    `// ${commentText(model.name)}`,
    `// Raw program by unbake: ${model.lacks ? "not all of the original is explained" : "exact geometry, features in build order"}`,
    ...(model.lacks ?? []).map((sentence) => `// ${commentText(sentence, mostLackLetters)}`),
    `@settings(defaultLengthUnit = ${model.unit}, kclVersion = 1.0${experimental})`,
  ]);
  for (const part of model.parts) countUses(part.body, context.uses);
  for (const part of model.parts) {
    context.program.gap();
    printPart(
      context,
      part,
      model.instances.filter((instance) => instance.part === part.id),
    );
  }
  return context.program.finish();
}

/** Reasons may list many faces. */
const mostLackLetters = 300;

/** Ellipses are behind the interpreter's switch for experimental features. */
export const usesExperimental = (model: Model): boolean => model.parts.some((part) => usesEllipses(part.body));

function usesEllipses(node: Node): boolean {
  const loops = profilesOf(node).flatMap((profile) => [profile.outer, ...profile.holes]);
  return loops.some(hasEllipse) || children(node).some(usesEllipses);
}

function profilesOf(node: Node) {
  if (node.type === "loft") return node.sections.map((section) => section.profile);
  return "profile" in node ? [node.profile] : [];
}

const hasEllipse = (loop: ProfileLoop): boolean =>
  loop.kind === "ellipse" || (loop.kind === "path" && loop.segments.some((s) => s.kind === "ellipticArc"));
