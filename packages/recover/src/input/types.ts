/**
 * What comes out of reading a CAD file: solids with what the file says about them, and plain facts about the file.
 *
 * - source model: everything that the rest of recovery may know about a file.
 * - source solid: one closed solid in the space of the file's root, in millimetres, as a kernel handle and as plain topology.
 * - instance key: solids of one part that an assembly places many times share a key (best effort, from the file's structure).
 */

import type { Topology } from "@unbake/geometry";
import type { Shape } from "@unbake/kernel";
import type { LengthUnit } from "../model/types.js";
import type { MeshOriginal } from "./mesh/types.js";

/** sRGB, 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface SourceModel {
  /** The name the caller gave (a file name or stem); only for messages. */
  readonly name: string;
  /** The unit of the file's geometry: numbers are printed in it. Everything in here is millimetres already. */
  readonly unit: LengthUnit;
  /** At least one. Handles belong to the kernel scope that was current when readCad was called. */
  readonly solids: readonly SourceSolid[];
  readonly facts: SourceFacts;
  /** The file holds triangles: they are the original, and the solids are what has been read off them. */
  readonly mesh?: MeshOriginal;
  /** One sentence each; shown to the user and written into the certificate. */
  readonly warnings: readonly string[];
}

export interface SourceSolid {
  readonly shape: Shape;
  /** Of this solid alone: ids are indices within it. */
  readonly topology: Topology;
  /** Signed volume was checked positive; mm^3. */
  readonly volume: number;
  /** The name of the solid, else of its product; absent when the file has none worth the word. */
  readonly name?: string;
  readonly color?: Rgb;
  /** By face id: the face's own colour, where the file gives faces colours. */
  readonly faceColors?: readonly (Rgb | undefined)[];
  /** Solids with the same key are the same solid of the file, placed more than once. */
  readonly instanceKey?: string;
  /** Names from the root of the assembly down to the instance that holds the solid. */
  readonly path?: readonly string[];
}

/** Plain facts for metadata; numbers count entities of the file. */
export interface SourceFacts {
  /** "step", or another format of the kernel's detectFormat. */
  readonly format: string;
  /** "AP214", "AP203", "AP242", ... or the schema's own name. */
  readonly protocol: string;
  readonly schema: readonly string[];
  readonly authorSystem: string;
  readonly preprocessor: string;
  readonly author: string;
  readonly organization: string;
  readonly timestamp: string;
  readonly lengthUnit: LengthUnit;
  /** Millimetres in one unit of the file. */
  readonly unitMm: number;
  /** Global uncertainty of the geometric context in mm, when the file states one. */
  readonly uncertaintyMm?: number;
  readonly products: readonly string[];
  /** Products that hold a shape. */
  readonly parts: number;
  /** Placed occurrences of parts (1 for a single part). */
  readonly instances: number;
  readonly solids: number;
  readonly faces: number;
  readonly facesBySurface: Readonly<Record<string, number>>;
  readonly edges: number;
  /** What was in the file and is not carried over: { "PMI": 12, ... }. */
  readonly dropped: Readonly<Record<string, number>>;
}
