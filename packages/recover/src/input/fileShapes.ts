/** The shapes of the file as its text has them: what the kernel makes of each is compared with that. */
import {
  type BoundaryRole,
  boundaryOf,
  type ContextUnits,
  eachEdgeUse,
  edgeEnds,
  type Occurrence,
  type Part21,
  shapeKey,
  vectorOf,
} from "@unbake/formats";
import { mul, type Vec3 } from "@unbake/geometry";

/** One solid or surface model in its own space. */
export interface FileShape {
  readonly item: number;
  readonly units: ContextUnits;
  /** Instances of its faces. */
  readonly faces: readonly number[];
  /** Its vertices that edges between faces end at, mm. */
  readonly points: readonly Vec3[];
  /** The other ones, mm: ends of seams, where the writer cut a closed surface. The kernel cuts it elsewhere. */
  readonly seamPoints: readonly Vec3[];
}

export interface PlacedShape {
  readonly shape: FileShape;
  readonly occurrence: Occurrence;
}

/** The distinct shapes of the occurrences, in the order that they are met; and every occurrence with its own. */
export function fileShapes(
  file: Part21,
  occurrences: readonly Occurrence[],
  role: (index: number) => BoundaryRole,
): { readonly shapes: readonly FileShape[]; readonly placed: readonly PlacedShape[] } {
  const known = new Map<string, FileShape>();
  const placed = occurrences.map((occurrence) => {
    const { item, units } = occurrence;
    const key = shapeKey(occurrence);
    const shape = known.get(key) ?? fileShape(file, item, units, role);
    known.set(key, shape);
    return { shape, occurrence };
  });
  return { shapes: [...known.values()], placed };
}

function fileShape(file: Part21, item: number, units: ContextUnits, role: (index: number) => BoundaryRole): FileShape {
  const { faces } = boundaryOf(file, item, role);
  const points = new Set<number>();
  const all = new Set<number>();
  const usedBy = new Map<number, number>();
  for (const face of faces) {
    const addEdge = (edge: number): void => {
      const first = usedBy.get(edge);
      if (first === undefined) {
        usedBy.set(edge, face);
        for (const end of edgeEnds(file, edge, role)) all.add(end);
      } else if (first !== face) for (const end of edgeEnds(file, edge, role)) points.add(end);
    };
    const addPolygon = (polygon: readonly number[]): void => {
      for (const point of polygon) points.add(point);
    };
    eachEdgeUse(file, face, role, addEdge, addPolygon);
  }
  const inMm = (indices: Iterable<number>): readonly Vec3[] =>
    [...indices].flatMap((index) => {
      const point = vectorOf(file, index);
      return point === undefined ? [] : [mul(point, units.lengthMm)];
    });
  return { item, units, faces, points: inMm(points), seamPoints: inMm([...all].filter((point) => !points.has(point))) };
}
