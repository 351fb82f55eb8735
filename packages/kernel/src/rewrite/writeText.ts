/**
 * A BRep text under a linear map that need not be rigid. OpenCASCADE's own class for this is not bound; its method would
 * be to make everything splines. Here what is flat becomes a plane, and what is straight between planes a line;
 * everything else becomes a spline with the parameters that it had, so that the curves on surfaces need no change.
 *
 * A part that is placed in several places (the two caps of a prism are one face) is written once for each: under the
 * map they are no longer the same.
 */

import type { Curve, Vec3 } from "@unbake/geometry";
import { norm } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { type Location, noLocation } from "../brep/locations.js";
import { curveText } from "../brep/write.js";
import { splineShare } from "../tolerances.js";
import { type Affine, compose, mapDirection, mapPoint } from "./affine.js";
import { isFlatSurface, mapCurve, mapSurface } from "./mapGeometry.js";
import type { BrepText, TextRecord, TextUse } from "./records.js";
import type { Patch } from "./surfaceToSpline.js";

/**
 * The mapped text, all locations built in. `patches`: the parameters in use on each surface (undefined: it carries no
 * face). `sizeMm`: the size of the result.
 */
export function writeText(
  text: BrepText,
  map: Affine,
  patches: readonly (Patch | undefined)[],
  sizeMm: number,
): string {
  const writer = new Writer(text, map, patches, splineShare * sizeMm);
  const root = writer.write(text.root, noLocation);
  const total = writer.records.length;
  const refer = ({ sign, index }: NewUse): string => `${sign}${total - index} 0`;
  return [
    "",
    "CASCADE Topology V3, (c) Open Cascade",
    "Locations 0",
    `${text.curves2d}Curves ${writer.curves.length}`,
    ...writer.curves.map(curveText),
    "Polygon3D 0",
    "PolygonOnTriangulations 0",
    `Surfaces ${writer.surfaces.length}`,
    ...writer.surfaces,
    "Triangulations 0",
    "",
    `TShapes ${total}`,
    ...writer.records.map(({ head, uses }) => [...head, [...uses.map(refer), "*"].join(" ")].join("\n")),
    "",
    refer(root),
    "",
  ].join("\n");
}

interface NewUse {
  readonly sign: string;
  /** Place in the new list. */
  readonly index: number;
}

interface NewRecord {
  readonly head: readonly string[];
  readonly uses: readonly NewUse[];
}

/** Writes TShapes from the leaves up, once for each location that they are met at. */
class Writer {
  readonly curves: Curve[] = [];
  readonly surfaces: string[] = [];
  readonly records: NewRecord[] = [];
  readonly #text: BrepText;
  readonly #map: Affine;
  readonly #patches: readonly (Patch | undefined)[];
  readonly #toleranceMm: number;
  readonly #growth: number;
  readonly #flat: readonly boolean[];
  readonly #known = new Map<string, number>();
  readonly #knownSurfaces = new Map<string, number>();

  constructor(text: BrepText, map: Affine, patches: readonly (Patch | undefined)[], toleranceMm: number) {
    this.#text = text;
    this.#map = map;
    this.#patches = patches;
    this.#flat = text.surfaces.map(({ surface }) => isFlatSurface(surface));
    this.#toleranceMm = toleranceMm;
    const axes: readonly Vec3[] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    this.#growth = Math.max(...axes.map((axis) => norm(mapDirection(map, axis))));
  }

  write(use: TextUse, outer: Location): NewUse {
    const location = this.#place(outer, use.location);
    const key = `${use.shape}@${location.key}`;
    const known = this.#known.get(key);
    if (known !== undefined) return { sign: use.sign, index: known };
    const record = this.#text.records[use.shape];
    if (!record) throw new UnbakeError("kernel", "BRep text: a use of no TShape");
    const uses = record.uses.map((child) => this.write(child, location));
    const index = this.records.length;
    this.#known.set(key, index);
    this.records.push({ head: [record.type, ...this.#body(record, location), record.flags], uses });
    return { sign: use.sign, index };
  }

  #place(outer: Location, inner: number): Location {
    return this.#text.locations.compose(outer, this.#text.locations.at(inner));
  }

  #body({ type, body }: TextRecord, location: Location): readonly string[] {
    const whole = compose(this.#map, location.matrix);
    switch (type) {
      case "Ve": {
        const [tolerance, point, ...rest] = body;
        const [x = 0, y = 0, z = 0] = words(point).map(Number);
        return [this.#grown(tolerance), mapPoint(whole, [x, y, z]).join(" "), ...rest];
      }
      case "Ed":
        return this.#edge(body, location);
      case "Fa": {
        const [natural, tolerance, surface, place] = words(body[0]);
        const number = this.#surface(Number(surface), this.#place(location, Number(place)));
        return [`${natural}  ${this.#grown(tolerance)} ${number} 0`, ""];
      }
      default:
        return body;
    }
  }

  #grown(tolerance: string | undefined): string {
    return `${Math.max(Number(tolerance) * this.#growth, this.#toleranceMm)}`;
  }

  /** The number of a surface at a location, from 1. */
  #surface(number: number, location: Location): number {
    const key = `${number}@${location.key}`;
    const known = this.#knownSurfaces.get(key);
    if (known !== undefined) return known;
    const raw = this.#text.surfaces[number - 1];
    if (!raw) throw new UnbakeError("kernel", "BRep text: a face without a surface");
    const added = this.surfaces.push(mapSurface(compose(this.#map, location.matrix), raw, this.#patches[number - 1]));
    this.#knownSurfaces.set(key, added);
    return added;
  }

  /** Tolerance and flags, then representations: 1 curve, 2 and 3 curves on surfaces, 4 continuity, 0 the end. */
  #edge(body: readonly string[], location: Location): string[] {
    const [flags, ...representations] = body;
    const [tolerance, ...rest] = words(flags);
    const out = [` ${this.#grown(tolerance)} ${rest.join(" ")}`];
    const lines = representations.map(words);
    const isFlat = (number: string | undefined): boolean => this.#flat[Number(number) - 1] ?? false;
    const free = lines.every((w) => (w[0] !== "2" || isFlat(w[2])) && (w[0] !== "3" || isFlat(w[3])));
    for (const w of lines) {
      const kind = w[0];
      if (kind === "1") {
        const old = this.#text.curves[Number(w[1]) - 1];
        if (!old) throw new UnbakeError("kernel", "BRep text: an edge without its curve");
        const [from, to] = [Number(w[3]), Number(w[4])];
        const whole = compose(this.#map, this.#place(location, Number(w[2])).matrix);
        const { curve, range } = mapCurve(whole, old, from, to, free);
        out.push(`1  ${this.curves.push(curve)} 0 ${range.join(" ")}`);
      } else if (kind === "2" && !isFlat(w[2])) {
        const surface = this.#surface(Number(w[2]), this.#place(location, Number(w[3])));
        out.push(["2 ", w[1], surface, 0, ...w.slice(4)].join(" "));
      } else if (kind === "3" && !isFlat(w[3])) {
        const surface = this.#surface(Number(w[3]), this.#place(location, Number(w[4])));
        out.push(["3 ", w[1], w[2], surface, 0, ...w.slice(5)].join(" "));
      }
      // Planes need no curves in parameters (theirs have the wrong measure now); continuity is found out again.
    }
    return [...out, "0", ""];
  }
}

const words = (line: string | undefined): string[] => (line ?? "").trim().split(/ +/);
