/**
 * What building solids by construction takes from a geometry kernel. The kernel of this project has all of it; this package reads files and
 * knows no kernel.
 */
import type { CurveSegment, Frame, Pose, Vec3 } from "@unbake/geometry";

/** A body, face or wire of the builder, opaque here. */
export type Built = object;

interface WithShape {
  readonly shape: Built;
}

export interface SolidBuilder {
  /** Frees all that is made in `body`. */
  scope<T>(body: () => T): T;
  solids(shape: Built): readonly Built[];
  compound(shapes: readonly Built[]): Built;
  box(frame: Frame, size: Vec3): Built;
  cylinder(frame: Frame, radius: number, height: number): Built;
  sphere(center: Vec3, radius: number): Built;
  wire(segments: readonly CurveSegment[]): Built;
  planarFace(frame: Frame, outer: Built): Built;
  extrude(profile: Built, vector: Vec3): WithShape;
  revolve(profile: Built, axisOrigin: Vec3, axisDirection: Vec3, angleRad: number): WithShape;
  fuse(bases: readonly Built[], tools: readonly Built[], options: { readonly unify: boolean }): WithShape;
  cut(bases: readonly Built[], tools: readonly Built[], options: { readonly unify: boolean }): WithShape;
  common(bases: readonly Built[], tools: readonly Built[], options: { readonly unify: boolean }): WithShape;
  scale(shape: Built, center: Vec3, factors: Vec3): WithShape;
  transform(shape: Built, pose: Pose): WithShape;
  writeStep(
    shape: Built,
    options: { readonly unit: "mm" | "cm" | "m" | "in" | "ft"; readonly name: string },
  ): Uint8Array;
}
