/**
 * The bodies of a BRep text, each as a text of its own. OpenCASCADE takes locations that scale or mirror, and its algorithms then go wrong;
 * and it knows no volume of a solid that is used reversed. Here every face, edge and vertex gets a location without scale, the scale (below
 * 0 for a mirror image) is told apart for the caller to apply, and what is reversed is used forwards.
 */

import type { Pose, Vec3 } from "@unbake/geometry";
import { applyPose } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { type Location, noLocation } from "../brep/locations.js";
import { scaleOf } from "../brep/similarity.js";
import { scaleShare } from "../tolerances.js";
import { type BrepText, readBrepText, type TextRecord, type TextUse } from "./records.js";

export interface BrepBody {
  /** What the text uses: a solid, a shell that belongs to no solid, a face that belongs to no shell. */
  readonly kind: "solid" | "shell" | "face";
  /** The body is used reversed, so its inside is outside. */
  readonly reversed: boolean;
  /** About the origin; below 0 when the body is mirrored. 1 for most. */
  readonly scale: number;
  /** A text of the body before its scale, forwards; a shell is written as a solid of that one shell when `closed` is asked for. */
  text(options?: { readonly closed?: boolean; readonly reversed?: boolean }): string;
}

const kinds: Readonly<Record<string, BrepBody["kind"]>> = { So: "solid", Sh: "shell", Fa: "face" };

/**
 * The bodies in the order of the text, each once; shells and faces that are also a part of a solid are no bodies.
 * @throws unsupported_content for parts of one body at different scales.
 */
export function bodiesOf(text: string): readonly BrepBody[] {
  const parsed = readBrepText(text);
  const sections = sectionsOf(text);
  const bodies: BrepBody[] = [];
  for (const { use, outer, kind, reversed, faces } of ownBodies(placesOf(parsed))) {
    if (faces.length === 0) continue;
    const scale = scaleIn(parsed, use, outer);
    bodies.push({
      kind,
      reversed,
      scale,
      text: (options = {}) => new Writer(parsed, scale, sections).write(use, outer, kind, options),
    });
  }
  return bodies;
}

/** Where a body is met. */
interface Place {
  readonly use: TextUse;
  readonly outer: Location;
  readonly kind: BrepBody["kind"];
  readonly reversed: boolean;
  /** Its faces: TShape and location of each. */
  readonly faces: readonly string[];
}

function placesOf({ records, locations, root }: BrepText): readonly Place[] {
  const places: Place[] = [];
  const met = new Set<string>();
  const visit = (use: TextUse, outer: Location, reversed: boolean): void => {
    const record = records[use.shape];
    if (record === undefined) throw new UnbakeError("kernel", "BRep text: a use of no TShape");
    const location = locations.compose(outer, locations.at(use.location));
    const turned = reversed !== (use.sign === "-");
    const kind = kinds[record.type];
    const key = `${use.shape}@${location.key}`;
    // A group that is met both ways round holds the same bodies.
    if (met.has(key)) return;
    met.add(key);
    if (kind === undefined) for (const child of record.uses) visit(child, location, turned);
    else places.push({ use, outer, kind, reversed: turned, faces: facesOf(records, locations, use, outer) });
  };
  visit(root, noLocation, false);
  return places;
}

function facesOf(
  records: BrepText["records"],
  locations: BrepText["locations"],
  use: TextUse,
  outer: Location,
): readonly string[] {
  const record = records[use.shape];
  const location = locations.compose(outer, locations.at(use.location));
  if (record?.type === "Fa") return [`${use.shape}@${location.key}`];
  return (record?.uses ?? []).flatMap((child) => facesOf(records, locations, child, location));
}

/** Without the shells and faces whose faces all belong to a solid too. */
function ownBodies(places: readonly Place[]): readonly Place[] {
  const inSolids = new Set(places.flatMap(({ kind, faces }) => (kind === "solid" ? faces : [])));
  return places.filter(({ kind, faces }) => kind === "solid" || !faces.every((face) => inSolids.has(face)));
}

/** The one scale that all geometry of a body is placed with. */
function scaleIn(text: BrepText, root: TextUse, outer: Location): number {
  let scale: number | undefined;
  const visit = (use: TextUse, parent: Location): void => {
    const location = text.locations.compose(parent, text.locations.at(use.location));
    const record = text.records[use.shape];
    if (record?.type === "Fa" || record?.type === "Ve") {
      const own = scaleOf(location.matrix);
      scale ??= own;
      if (Math.abs(own - scale) > scaleShare * Math.abs(scale)) {
        const what = `the locations of a body scale its faces differently, by ${scale} and by ${own}`;
        throw new UnbakeError("unsupported_content", what);
      }
    }
    for (const child of record?.uses ?? []) visit(child, location);
  };
  visit(root, outer);
  return scale ?? 1; // default: nothing in the body has a size
}

interface Sections {
  /** With their titles. */
  readonly curves: string;
  readonly surfaces: string;
}

function sectionsOf(text: string): Sections {
  const between = (from: string, to: string): string =>
    text.slice(text.indexOf(`\n${from} `) + 1, text.indexOf(`\n${to} `) + 1);
  return { curves: between("Curves", "Polygon3D"), surfaces: between("Surfaces", "Triangulations") };
}

/** Writes the TShapes of a body, once for each location that they are met at; geometry stays as it is and gets the location. */
class Writer {
  readonly #text: BrepText;
  readonly #scale: number;
  readonly #sections: Sections;
  readonly #poses: Pose[] = [];
  readonly #poseNumbers = new Map<string, number>();
  readonly #records: { readonly head: readonly string[]; readonly uses: readonly string[] }[] = [];
  readonly #known = new Map<string, number>();

  constructor(text: BrepText, scale: number, sections: Sections) {
    this.#text = text;
    this.#scale = scale;
    this.#sections = sections;
  }

  write(
    use: TextUse,
    outer: Location,
    kind: BrepBody["kind"],
    { closed = false, reversed = false }: { readonly closed?: boolean; readonly reversed?: boolean },
  ): string {
    let root = this.#record(use, outer);
    if (closed && kind === "shell") root = this.#records.push({ head: ["So", "", "1100000"], uses: [`+${root}`] }) - 1;
    const total = this.#records.length;
    const refer = (sign: string, index: number): string => `${sign}${total - index} 0`;
    const records = this.#records.map(({ head, uses }) => {
      const references = uses.map((word) => refer(word.charAt(0), Number(word.slice(1))));
      return [...head, [...references, "*"].join(" ")].join("\n");
    });
    const { curves, surfaces } = this.#sections;
    return [
      "",
      "CASCADE Topology V3, (c) Open Cascade",
      `Locations ${this.#poses.length}`,
      ...this.#poses.map((pose) => `1\n${[0, 4, 8].map((at) => pose.slice(at, at + 4).join(" ")).join("\n")}`),
      `${this.#text.curves2d}${curves}Polygon3D 0`,
      "PolygonOnTriangulations 0",
      `${surfaces}Triangulations 0`,
      "",
      `TShapes ${total}`,
      ...records,
      "",
      refer(reversed ? "-" : "+", root),
      "",
    ].join("\n");
  }

  #record(use: TextUse, outer: Location): number {
    const location = this.#place(outer, use.location);
    const key = `${use.shape}@${location.key}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const record = this.#text.records[use.shape];
    if (!record) throw new UnbakeError("kernel", "BRep text: a use of no TShape");
    const uses = record.uses.map((child) => `${child.sign}${this.#record(child, location)}`);
    const index = this.#records.length;
    this.#known.set(key, index);
    this.#records.push({ head: [record.type, ...this.#body(record, location), record.flags], uses });
    return index;
  }

  #place(outer: Location, inner: number | string | undefined): Location {
    return this.#text.locations.compose(outer, this.#text.locations.at(Number(inner)));
  }

  /** The location without the scale of the body. */
  #rigid({ matrix }: Location): Pose {
    return this.#scale === 1 ? matrix : (matrix.map((value) => value / this.#scale) as unknown as Pose);
  }

  /** The number of a location in the new table. */
  #number(location: Location): number {
    const known = this.#poseNumbers.get(location.key);
    if (known !== undefined) return known;
    const number = location.identity && this.#scale === 1 ? 0 : this.#poses.push(this.#rigid(location));
    this.#poseNumbers.set(location.key, number);
    return number;
  }

  #body({ type, body }: TextRecord, location: Location): readonly string[] {
    switch (type) {
      case "Ve": {
        const [tolerance = "", point] = body;
        const [x = 0, y = 0, z = 0] = words(point).map(Number);
        return [tolerance, applyPose(this.#rigid(location), [x, y, z] as Vec3).join(" "), "0 0", ""];
      }
      case "Ed":
        return this.#edge(body, location);
      case "Fa": {
        const [natural, tolerance, surface, place] = words(body[0]);
        return [`${natural}  ${tolerance} ${surface} ${this.#number(this.#place(location, place))}`, ""];
      }
      default:
        return body;
    }
  }

  /** Representations: 1 a curve, 2 and 3 curves on surfaces; continuities and polygons are found again. */
  #edge([flags = "", ...representations]: readonly string[], location: Location): string[] {
    const lines = representations.map(words).flatMap((w) => {
      const at = w[0] === "1" ? 2 : w[0] === "2" ? 3 : w[0] === "3" ? 4 : undefined;
      if (at === undefined) return [];
      return [[...w.slice(0, at), this.#number(this.#place(location, w[at])), ...w.slice(at + 1)].join(" ")];
    });
    return [flags, ...lines, "0", ""];
  }
}

const words = (line: string | undefined): string[] => (line ?? "").trim().split(/ +/);
