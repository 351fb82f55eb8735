/** What two or three shadows of a part have in common, as a base. */
import type { Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import { sketchFrame } from "../analysis/graph/directions.js";
import type { SolidGraph } from "../analysis/graph/solidGraph.js";
import type { ExtrudeNode } from "../model/types.js";
import { anchor, longestEdge } from "../recognise/extrusion/extrusion.js";
import { boundedByEachOther, shadowMesh, shadowPrism } from "../recognise/intersection/shadow.js";
import { sameGainShare } from "../tolerances.js";
import type { SearchContext } from "./context.js";
import { type FaceSamples, facesOnPrism } from "./explainedArea.js";

export interface ShadowBase {
  readonly node: ExtrudeNode;
  /** The other prisms: the base is what all have in common. */
  readonly within: readonly ExtrudeNode[];
  /** Area of the faces that it has, mm2. */
  readonly area: number;
}

const mostPrisms = 3;
const baseShadow = { mostBulge: 0.3, mostGaps: 0.6 } as const;
/** A further prism must have this share of the part's area that those before it have not. */
const leastGain = 0.01;

/** The two, and the three, shadows along the directions that together explain most. */
export function shadowBases(
  context: SearchContext,
  graph: SolidGraph,
  samples: FaceSamples,
  directions: readonly Vec3[],
): ShadowBase[] {
  const { kernel } = context;
  const mesh = shadowMesh(kernel, graph);
  const total = samples.areas.reduce((a, b) => a + b, 0);
  let rest = directions.flatMap((direction) => {
    const frame = sketchFrame(direction, anchor(graph), longestEdge(graph, direction));
    const node = shadowPrism(kernel, graph, mesh, frame, baseShadow);
    return node
      ? [{ node, walls: facesOnPrism(graph, samples, node, false), all: facesOnPrism(graph, samples, node, true) }]
      : [];
  });
  const areaOf = (faces: ReadonlySet<number>): number =>
    [...faces].reduce((sum, face) => sum + at(samples.areas, face), 0);
  const bases: ShadowBase[] = [];
  let chosen: ExtrudeNode[] = [];
  let known = new Set<number>();
  while (rest.length > 0 && chosen.length < mostPrisms) {
    const gains = rest.map((one) => {
      const faces = new Set([...known, ...(chosen.length === 0 ? one.all : one.walls)]);
      return { one, faces, gain: areaOf(faces) - areaOf(known) };
    });
    const best = gains.reduce((a, b) => (b.gain > a.gain * (1 + sameGainShare) ? b : a));
    if (best.gain < leastGain * total) break;
    chosen = [...chosen, best.one.node];
    known = best.faces;
    rest = rest.filter((one) => one !== best.one);
    const [node, ...within] = boundedByEachOther(graph, chosen);
    if (node && within.length > 0) bases.push({ node, within, area: areaOf(known) });
  }
  return bases;
}
