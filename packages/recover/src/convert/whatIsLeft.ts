/** What of a part its program does not rebuild, in the words of somebody who looks at the part. */

import { at } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { attempt } from "../analysis/attempt.js";
import { type GraphFace, type SolidGraph, solidGraph } from "../analysis/graph/solidGraph.js";
import { blendsOf } from "../decompose/blends/blends.js";
import type { SourceModel } from "../input/index.js";
import { faceCount, firstFaces, solidsWith } from "./faceNumbers.js";

/** Kinds of faces that a sentence names, those with most faces first. */
const mostKinds = 4;
/** Runs of numbers that it gives of each. */
const mostRuns = 5;

/**
 * "8 freeform faces (6, 7, 24 to 29) and 12 fillets of radius 2 mm (30 to 41)", by face ids of the whole original; "none of its 40 faces" where
 * nothing is rebuilt.
 */
export function whatIsLeft(kernel: Kernel, source: SourceModel, unmatched: readonly number[]): string {
  const left = new Set(unmatched);
  const all = faceCount(source);
  if (left.size >= all) return `none of its ${all} faces`;
  const kinds = new Map<string, number[]>();
  const firsts = firstFaces(source);
  for (const solid of solidsWith(source, unmatched)) {
    const first = at(firsts, solid);
    const graph = solidGraph(kernel, at(source.solids, solid).shape);
    const radii = filletRadii(graph);
    for (const face of graph.faces.filter(({ id }) => left.has(first + id))) {
      const kind = kindOf(face, radii);
      kinds.set(kind, [...(kinds.get(kind) ?? []), first + face.id]);
    }
  }
  return sentence([...kinds].sort(([, a], [, b]) => b.length - a.length));
}

/** Radii, mm, of the faces that are fillets. */
function filletRadii(graph: SolidGraph): Map<number, number> {
  const blends = [...(attempt(() => blendsOf(graph)) ?? []), ...(attempt(() => blendsOf(graph, "round")) ?? [])];
  return new Map(blends.map(({ face, radius }) => [face, radius]));
}

/** What a person would call the face; "|" stands where the plural has its s. */
function kindOf({ id, surface, sameSense }: GraphFace, fillets: ReadonlyMap<number, number>): string {
  const radius = fillets.get(id);
  if (radius !== undefined) return `fillet| of radius ${short(radius)} mm`;
  switch (surface.kind) {
    case "plane":
      return "flat face|";
    case "cylinder":
      return sameSense
        ? `round wall| of diameter ${short(2 * surface.radius)} mm`
        : `bore| of diameter ${short(2 * surface.radius)} mm`;
    case "cone":
      return "conical face|";
    case "sphere":
      return "spherical face|";
    case "torus":
      return `ring| of radius ${short(surface.minorRadius)} mm`;
    case "extrusion":
    case "revolution":
      return "swept freeform wall|";
    default:
      return "freeform face|";
  }
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

function sentence(kinds: readonly (readonly [kind: string, faces: readonly number[]])[]): string {
  const named = kinds
    .slice(0, mostKinds)
    .map(([kind, faces]) => `${faces.length} ${kind.replace("|", faces.length === 1 ? "" : "s")} (${runs(faces)})`);
  const rest = kinds.slice(mostKinds).reduce((sum, [, faces]) => sum + faces.length, 0);
  const parts = rest > 0 ? [...named, `${rest} other face${rest === 1 ? "" : "s"}`] : named;
  const last = parts.at(-1) ?? "";
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${last}` : last;
}

/** "3, 7 to 9" */
function runs(ids: readonly number[]): string {
  const found: [from: number, to: number][] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const open = found.at(-1);
    if (open && id === open[1] + 1) open[1] = id;
    else found.push([id, id]);
  }
  const shown = found.slice(0, mostRuns).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const more = found.length > mostRuns ? " and more" : "";
  return shown.join(", ") + more;
}
