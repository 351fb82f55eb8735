/**
 * Colours of single faces. The kernel keeps no entity numbers, but it reads the faces of a solid in the file's order: that is
 * trusted when both sides have as many faces, of the same kinds one by one.
 */
import { type BoundaryRole, boundaryOf, type Part21, type Rgb, refsOf, typeOf } from "@unbake/formats";
import type { Topology } from "@unbake/geometry";

/** How a surface of the file comes out of the kernel; other kinds say nothing, since the kernel may simplify them. */
const kinds: Readonly<Record<string, string>> = {
  PLANE: "plane",
  CYLINDRICAL_SURFACE: "cylinder",
  CONICAL_SURFACE: "cone",
  SPHERICAL_SURFACE: "sphere",
  TOROIDAL_SURFACE: "torus",
};

/** For each face of `topology` its own colour in the file; undefined when none has one, or when faces cannot be told apart. */
export function faceColors(
  file: Part21,
  item: number,
  colors: ReadonlyMap<number, Rgb>,
  role: (index: number) => BoundaryRole,
  topology: Topology,
): readonly (Rgb | undefined)[] | undefined {
  const { faces } = boundaryOf(file, item, role);
  if (faces.length !== topology.faces.length || !faces.some((face) => colors.has(face))) return undefined;
  const agrees = faces.every((face, i) => {
    const kind = refsOf(file, face)
      .map((ref) => kinds[typeOf(file, ref)])
      .find((found) => found !== undefined);
    return kind === undefined || kind === topology.faces[i]?.surface.kind;
  });
  return agrees ? faces.map((face) => colors.get(face)) : undefined;
}
