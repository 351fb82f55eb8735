/** Hollow bodies: walls of one thickness, open at some faces. */
import type { ShellNode } from "../../../../model/types.js";
import { capWord, type Opening, openingsOf } from "../../../kcl/openings.js";
import { broken } from "../broken.js";
import { inPart, type Scope } from "../scope.js";
import { capital } from "../sketch/segmentNames.js";
import { sideName } from "../tree/faces.js";
import type { ShelledFeature } from "../tree/features.js";
import type { PlannedFeature } from "./planned.js";
import type { Body, BodyPlan } from "./types.js";

/** The shell of `base`. Throws UnbakeError("not_recovered") where it is open at a face that has no name. */
export function planShelled(scope: Scope, { node, noun, last }: ShelledFeature, base: Body): PlannedFeature {
  const { parameters } = scope;
  const thickness = parameters.use(parameters.length(inPart(scope, "wallThickness"), node.thickness));
  const name = last ? scope.partNoun : scope.names.unique(inPart(scope, `hollow${capital(noun)}`));
  const make = { kind: "shell", base, faces: openFaces(scope, node), thickness } as const;
  const body: BodyPlan = { kind: "body", name, make, repeats: [], node, counts: ["shell"] };
  return { steps: [{ kind: "section", title: "Hollow, with one wall thickness all round" }, body], name };
}

function openFaces(scope: Scope, node: ShellNode): readonly string[] {
  const { root, openings } = openingsOf(node);
  return openings.map((opening: Opening) => {
    if (opening.kind === "cap") return capWord(root, opening.cap);
    const { outer } = root.profile;
    const side = outer.kind === "path" ? outer.segments[opening.segment] : undefined;
    if (!side) throw broken("a shell is open at a side that is not there");
    return sideName(scope, root, [(side.start[0] + side.end[0]) / 2, (side.start[1] + side.end[1]) / 2]);
  });
}
