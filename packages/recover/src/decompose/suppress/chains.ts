/** Blends of one radius in chains: faces that touch each other, with the patches at the corners between them. */
import { at } from "@unbake/ground";
import type { SolidGraph } from "../../analysis/graph/solidGraph.js";
import { asPatch, type BlendFace } from "./blendFaces.js";

export interface Chain {
  readonly blends: readonly BlendFace[];
  readonly patches: readonly number[];
}

/** The chains that end well: nowhere in a blend that stays, nowhere on a face that goes. */
export function chainsOf(graph: SolidGraph, same: readonly BlendFace[]): readonly Chain[] {
  let blends = same;
  for (;;) {
    const gone = new Map(blends.map((blend) => [blend.face, blend]));
    const patches = graph.faces.filter((face) => !gone.has(face.id) && asPatch(graph, face, gone)).map(({ id }) => id);
    const away = new Set([...gone.keys(), ...patches]);
    const left = blends.filter(
      ({ smoothEnds, supports }) =>
        smoothEnds.every((end) => away.has(end)) && supports.every((support) => !away.has(support)),
    );
    if (left.length === blends.length) return connected(graph, blends, patches);
    blends = left;
  }
}

/** In groups that touch each other: by a common edge, or by a common corner. */
function connected(graph: SolidGraph, blends: readonly BlendFace[], patches: readonly number[]): readonly Chain[] {
  const { edges } = graph.topology;
  const cornersOf = (face: number): readonly number[] =>
    at(graph.faces, face).info.loops.flatMap(({ coedges }) =>
      coedges.flatMap(({ edge }) => [at(edges, edge).start, at(edges, edge).end]),
    );
  let groups: { readonly faces: readonly number[]; readonly corners: ReadonlySet<number> }[] = [];
  for (const face of [...blends.map((blend) => blend.face), ...patches]) {
    const own = cornersOf(face);
    const touching = groups.filter(({ corners }) => own.some((corner) => corners.has(corner)));
    const group = {
      faces: [face, ...touching.flatMap(({ faces }) => faces)],
      corners: new Set([...own, ...touching.flatMap(({ corners }) => [...corners])]),
    };
    groups = [...groups.filter((one) => !touching.includes(one)), group];
  }
  return groups.map(({ faces }) => ({
    blends: blends.filter(({ face }) => faces.includes(face)),
    patches: patches.filter((face) => faces.includes(face)),
  }));
}
