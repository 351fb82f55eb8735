/**
 * The words of pictures.
 *
 * - scene: bodies as triangles and lines, in millimetres, Z up: all that a picture is made of.
 * - view: the direction that is looked along. ground: what is behind the bodies.
 * - sample: one cell of the z-buffer; a pixel is a square of `supersampling` x `supersampling` samples.
 * - ink: how strongly a sample is covered by a line, 0 to 255.
 * - sharp edge: an edge at which the surface has a corner; smooth edge: one that it runs across without one.
 */
import type { Mesh } from "@unbake/geometry";

export const viewNames = ["iso", "front", "right", "top", "back", "left", "bottom"] as const;
export type ViewName = (typeof viewNames)[number];

export const grounds = ["white", "transparent"] as const;
export type Ground = (typeof grounds)[number];

/** sRGB, 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface SceneBody {
  readonly mesh: Mesh;
  /** Straight pieces of edges: six numbers each, x y z of both ends. */
  readonly sharpEdges: Float32Array;
  readonly smoothEdges: Float32Array;
  /** Its triangles enclose it and turn outwards: those that face away are not drawn. */
  readonly closed?: boolean;
  /** A light grey blue when absent. */
  readonly color?: Rgb;
  /** By face id of the mesh: colours of faces that differ from the body's. */
  readonly faceColors?: readonly (Rgb | undefined)[];
}

export interface Scene {
  readonly bodies: readonly SceneBody[];
}

/** Sides of a picture that may be asked for, in pixels. */
export const sizeLimits = { min: 16, max: 4096 } as const;

export interface PictureOptions {
  /** "iso" by default. */
  readonly view?: ViewName;
  /** Side of the square picture in pixels, 512 by default. */
  readonly sizePx?: number;
  /** "white" by default. */
  readonly ground?: Ground;
}

/** A picture as bytes: four a pixel, red green blue alpha (not premultiplied), rows from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export const pictureStyles = ["shaded", "line"] as const;
/** shaded: a picture in pixels. line: a drawing in lines, hidden ones left out. */
export type PictureStyle = (typeof pictureStyles)[number];

/** A plane square to an axis: what lies on the eye's side of it, seen isometrically, is cut away. */
export interface SectionPlane {
  readonly axis: "x" | "y" | "z";
  /** mm; the middle of the bodies when absent. */
  readonly at?: number;
}
