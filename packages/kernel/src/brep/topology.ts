/**
 * BRep text to plain topology. One depth-first walk numbers every sub-shape where it is met first, which is the order
 * of OpenCASCADE's explorer, so ids here and sub-shapes there agree. A sub-shape is one TShape at one location.
 */

import type {
  Coedge,
  Curve,
  EdgeInfo,
  FaceInfo,
  Loop,
  Pose,
  ShellInfo,
  SolidInfo,
  Topology,
  VertexInfo,
} from "@unbake/geometry";
import { applyPose, composePoses, invertPose, transformCurve, transformSurface } from "@unbake/geometry";
import { addTo, UnbakeError } from "@unbake/ground";
import { type RawSurface, readCurve, readSurface } from "./geometryText.js";
import { type Location, LocationTable, noLocation } from "./locations.js";
import { outerLoopFirst, turnRoundDoubleSeam, walkWire } from "./loops.js";
import { Scanner } from "./scanner.js";
import {
  composeOrientations,
  type EdgeRecord,
  type FaceRecord,
  type Orientation,
  readShapes,
  type ShapeRecordText,
  type ShapeUse,
} from "./shapesText.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface SolidDraft extends Mutable<Omit<SolidInfo, "shells" | "faces">> {
  shells: number[];
  faces: number[];
}
interface ShellDraft extends Mutable<Omit<ShellInfo, "faces">> {
  faces: number[];
}
interface EdgeDraft extends Mutable<Omit<EdgeInfo, "faces">> {
  faces: number[];
}

/** Parses BRep text (as `BRepToolsWrapper.Write` gives it) into topology with all locations applied. */
export function parseTopology(text: string): Topology {
  const scanner = new Scanner(text);
  const locations = LocationTable.read(scanner, scanner.section("Locations"));
  const curveCount = scanner.section("Curves");
  const curves = Array.from({ length: curveCount }, () => readCurve(scanner));
  const surfaceCount = scanner.section("Surfaces");
  const surfaces = Array.from({ length: surfaceCount }, () => readSurface(scanner));
  const { records, root } = readShapes(scanner, scanner.section("TShapes"));
  return new Walk(locations, curves, surfaces, records).run(root);
}

/** Where in the structure the walk is. */
interface Place {
  readonly location: Location;
  readonly orientation: Orientation;
  readonly solid: number;
  readonly shell: number;
}

class Walk {
  readonly #locations: LocationTable;
  readonly #curves: readonly Curve[];
  readonly #surfaces: readonly RawSurface[];
  readonly #records: readonly ShapeRecordText[];

  readonly #solids: SolidDraft[] = [];
  readonly #shells: ShellDraft[] = [];
  readonly #faces: FaceInfo[] = [];
  readonly #edges: EdgeDraft[] = [];
  readonly #vertices: VertexInfo[] = [];
  /** Ids by TShape and location; the kinds do not mix, since a TShape has one kind. */
  readonly #known = new Map<string, number>();
  /** First solid of each TShape. */
  readonly #definitions = new Map<number, { readonly id: number; readonly pose: Pose }>();
  readonly #movedCurves = new Map<string, Curve>();
  readonly #movedSurfaces = new Map<string, RawSurface>();

  constructor(
    locations: LocationTable,
    curves: readonly Curve[],
    surfaces: readonly RawSurface[],
    records: readonly ShapeRecordText[],
  ) {
    this.#locations = locations;
    this.#curves = curves;
    this.#surfaces = surfaces;
    this.#records = records;
  }

  run(root: ShapeUse): Topology {
    this.#visit(root, { location: noLocation, orientation: "forward", solid: -1, shell: -1 });
    for (const shell of this.#shells) shell.closed = this.#isClosed(shell);
    return {
      solids: this.#solids,
      shells: this.#shells,
      faces: this.#faces,
      edges: this.#edges,
      vertices: this.#vertices,
    };
  }

  #visit(use: ShapeUse, outer: Place): void {
    const record = this.#records[use.shape];
    if (!record) return;
    const location = this.#locations.compose(outer.location, this.#locations.at(use.location));
    const place: Place = { ...outer, location, orientation: composeOrientations(outer.orientation, use.orientation) };
    switch (record.type) {
      case "So":
        this.#visitSolid(use.shape, record, place);
        return;
      case "Sh":
        this.#visitShell(use.shape, record, place);
        return;
      case "Fa":
        this.#visitFace(use.shape, record, place);
        return;
      case "Ed":
        this.#edge(use.shape, record, location);
        return;
      case "Ve":
        this.#vertex(use, outer.location);
        return;
      default:
        for (const child of record.uses) this.#visit(child, place);
    }
  }

  #visitSolid(shape: number, record: ShapeRecordText, place: Place): void {
    const key = keyOf(shape, place.location);
    if (this.#known.has(key)) return;
    const id = this.#solids.length;
    this.#known.set(key, id);
    let definition = this.#definitions.get(shape);
    if (!definition) {
      definition = { id, pose: place.location.matrix };
      this.#definitions.set(shape, definition);
    }
    const pose = composePoses(place.location.matrix, invertPose(definition.pose));
    this.#solids.push({ id, shells: [], faces: [], definition: definition.id, pose });
    for (const child of record.uses) this.#visit(child, { ...place, solid: id });
  }

  #visitShell(shape: number, record: ShapeRecordText, place: Place): void {
    const key = keyOf(shape, place.location);
    const known = this.#known.get(key);
    const id = known ?? this.#shells.length;
    const solid = this.#solids[place.solid];
    if (solid && !solid.shells.includes(id)) solid.shells.push(id);
    if (known !== undefined) {
      solid?.faces.push(...(this.#shells[known]?.faces ?? []));
      return;
    }
    this.#known.set(key, id);
    this.#shells.push({ id, solid: place.solid, faces: [], closed: false });
    for (const child of record.uses) this.#visit(child, { ...place, shell: id });
  }

  #visitFace(shape: number, record: FaceRecord, place: Place): void {
    const key = keyOf(shape, place.location);
    let id = this.#known.get(key);
    if (id === undefined) {
      id = this.#faces.length;
      this.#known.set(key, id);
      this.#addFace(id, record, place);
    }
    this.#shells[place.shell]?.faces.push(id);
    this.#solids[place.solid]?.faces.push(id);
  }

  #addFace(id: number, record: FaceRecord, place: Place): void {
    const raw = this.#surface(record, place.location);
    const forward = place.orientation !== "reversed";
    const wires: Coedge[][] = [];
    for (const use of record.uses) {
      const coedges = this.#wire(id, use, place);
      if (this.#records[use.shape]?.type === "Wi") wires.push(coedges);
    }
    const sameSense = forward !== raw.flipped;
    const loops: Loop[] = wires
      .flatMap((wire, i) => {
        const walks = walkWire(wire, this.#edges);
        return walks.length === 1 ? walks.map((walk): Loop => ({ ...walk, wire: i })) : walks;
      })
      .map((loop) => turnRoundDoubleSeam(loop, raw.surface, sameSense, this.#edges));
    this.#faces.push({
      id,
      surface: raw.surface,
      sameSense,
      loops: outerLoopFirst(loops, raw.surface, this.#edges, this.#vertices),
      solid: place.solid,
      shell: place.shell,
      tolerance: record.tolerance,
    });
  }

  /**
   * The coedges of one wire of a face. Orientations compose from the face down: in a reversed face every edge runs
   * the other way round, so the material stays to the left seen against the outward normal, and the order turns too.
   * Edges inside a face (internal) bound nothing and are no coedges.
   */
  #wire(face: number, use: ShapeUse, place: Place): Coedge[] {
    const wire = this.#records[use.shape];
    if (wire?.type !== "Wi") {
      this.#visit(use, place);
      return [];
    }
    const location = this.#locations.compose(place.location, this.#locations.at(use.location));
    const orientation = composeOrientations(place.orientation, use.orientation);
    const coedges: Coedge[] = [];
    for (const child of wire.uses) {
      const record = this.#records[child.shape];
      if (record?.type !== "Ed") continue;
      const edge = this.#edge(
        child.shape,
        record,
        this.#locations.compose(location, this.#locations.at(child.location)),
      );
      const sense = composeOrientations(orientation, child.orientation);
      if (sense === "internal" || sense === "external") continue;
      const info = this.#edges[edge];
      if (info?.faces.at(-1) === face) info.seam = true;
      else info?.faces.push(face);
      coedges.push({ edge, reversed: sense === "reversed" });
    }
    return orientation === "reversed" ? coedges.reverse() : coedges;
  }

  #edge(shape: number, record: EdgeRecord, location: Location): number {
    const key = keyOf(shape, location);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#edges.length;
    this.#known.set(key, id);
    const draft: EdgeDraft = {
      id,
      range: record.range,
      start: -1,
      end: -1,
      faces: [],
      seam: false,
      degenerate: record.degenerate,
      tolerance: record.tolerance,
    };
    const curve = record.degenerate ? undefined : this.#curve(record, location);
    if (curve) draft.curve = curve;
    this.#edges.push(draft);
    for (const child of record.uses) {
      const vertex = this.#vertex(child, location);
      if (child.orientation === "forward" && draft.start < 0) draft.start = vertex;
      if (child.orientation === "reversed" && draft.end < 0) draft.end = vertex;
    }
    return id;
  }

  #vertex(use: ShapeUse, outer: Location): number {
    const record = this.#records[use.shape];
    if (record?.type !== "Ve") return -1;
    const location = this.#locations.compose(outer, this.#locations.at(use.location));
    const key = keyOf(use.shape, location);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#vertices.length;
    this.#known.set(key, id);
    const point = location.identity ? record.point : applyPose(location.matrix, record.point);
    this.#vertices.push({ id, point, tolerance: record.tolerance });
    return id;
  }

  #curve(record: EdgeRecord, location: Location): Curve | undefined {
    const base = this.#curves[record.curve - 1];
    const place = this.#locations.compose(location, this.#locations.at(record.location));
    if (!base || place.identity) return base;
    const key = keyOf(record.curve, place);
    let moved = this.#movedCurves.get(key);
    if (!moved) {
      moved = transformCurve(place.matrix, base);
      this.#movedCurves.set(key, moved);
    }
    return moved;
  }

  #surface(record: FaceRecord, location: Location): RawSurface {
    const base = this.#surfaces[record.surface - 1];
    // OpenCASCADE reads tessellated STEP faces as triangles without a carrier.
    if (!base) throw new UnbakeError("unsupported_content", "a face that is a tessellation, without a surface");
    const place = this.#locations.compose(location, this.#locations.at(record.location));
    if (place.identity) return base;
    const key = keyOf(record.surface, place);
    let moved = this.#movedSurfaces.get(key);
    if (!moved) {
      const { surface, flipped } = transformSurface(place.matrix, base.surface);
      moved = { surface, flipped: flipped !== base.flipped };
      this.#movedSurfaces.set(key, moved);
    }
    return moved;
  }

  /** A shell is closed when each of its edges is walked as often one way as the other. */
  #isClosed(shell: ShellDraft): boolean {
    const balance = new Map<number, number>();
    for (const id of shell.faces) {
      for (const { coedges } of this.#faces[id]?.loops ?? []) {
        for (const { edge, reversed } of coedges) {
          if (this.#edges[edge]?.degenerate) continue;
          addTo(balance, edge, reversed ? -1 : 1);
        }
      }
    }
    return shell.faces.length > 0 && [...balance.values()].every((sum) => sum === 0);
  }
}

const keyOf = (index: number, location: Location): string => `${index}@${location.key}`;
