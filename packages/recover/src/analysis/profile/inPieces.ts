/** A tree with its splines in the pieces that they are printed in: what the program builds, face by face. */

import type { Node, Profile, ProfileLoop, Segment2 } from "../../model/types.js";
import { map } from "../../model/visit.js";
import { cubicCurve, cubicPieces } from "./cubicPieces.js";

/**
 * The node with every spline of its profiles as a run of cubic pieces; the node itself when it has none that is more than one.
 * OpenCASCADE measures walls over splines of many spans wrongly, by parts in a thousand (it integrates an extrusion as if it
 * had two), so a body is measured in pieces; in booleans whole splines do better, because they coincide with the part's own.
 */
export const inPieces = (node: Node): Node => map(node, withProfileInPieces);

function withProfileInPieces(node: Node): Node {
  if (!("profile" in node)) return node;
  const profile = profileInPieces(node.profile);
  return profile === node.profile ? node : { ...node, profile };
}

function profileInPieces(profile: Profile): Profile {
  const outer = loopInPieces(profile.outer);
  const holes = profile.holes.map(loopInPieces);
  return outer === profile.outer && holes.every((hole, i) => hole === profile.holes[i]) ? profile : { outer, holes };
}

function loopInPieces(loop: ProfileLoop): ProfileLoop {
  if (loop.kind !== "path") return loop;
  const segments = loop.segments.flatMap(segmentInPieces);
  return segments.length === loop.segments.length ? loop : { kind: "path", segments };
}

function segmentInPieces(segment: Segment2): Segment2[] {
  if (segment.kind !== "bspline") return [segment];
  const pieces = cubicPieces(segment.curve, segment.toleranceMm);
  if (pieces.length === 1) return [segment];
  return pieces.map((piece, i): Segment2 => {
    const start = i === 0 ? segment.start : piece[0];
    const end = i === pieces.length - 1 ? segment.end : piece[3];
    return { ...segment, start, end, curve: cubicCurve([start, piece[1], piece[2], end]) };
  });
}
