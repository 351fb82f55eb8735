/** Surfaces that the kernel's reader leaves out: the face is missing then, and it would be wrong to blame the file for the hole. */
import { boundaryRoles, describeInstance, faceSurface, isOf, type Part21, refsOf, typeOf } from "@unbake/formats";
import type { Kernel, Shape } from "@unbake/kernel";
import type { FileShape } from "./fileShapes.js";

/** A surface of the shape that is sound and that nothing became of, for a message; undefined when there is none. */
export function unreadSurface(
  kernel: Kernel,
  file: Part21,
  shape: FileShape,
  read: Shape | undefined,
): string | undefined {
  const made = read === undefined ? 0 : kernel.topology(read).faces.length;
  if (made >= shape.faces.length) return undefined;
  const role = boundaryRoles(file);
  for (const face of shape.faces) {
    const surface = faceSurface(file, face, role);
    if (surface < 0) continue;
    if (isOf(file, surface, "OFFSET_SURFACE")) {
      const [basis] = refsOf(file, surface);
      const rational = basis !== undefined && typeOf(file, basis).includes("RATIONAL") ? " of a rational spline" : "";
      return `${describeInstance(file, surface)}, an offset surface${rational}`;
    }
    if (!readable.test(typeOf(file, surface))) return describeInstance(file, surface);
  }
  return undefined;
}

/** Surfaces of ISO 10303-42 that OpenCASCADE has. */
const readable =
  /PLANE|CYLINDRICAL_SURFACE|CONICAL_SURFACE|SPHERICAL_SURFACE|TOROIDAL_SURFACE|B_SPLINE_SURFACE|BEZIER_SURFACE|UNIFORM_SURFACE|SURFACE_OF_LINEAR_EXTRUSION|SURFACE_OF_REVOLUTION|RECTANGULAR_TRIMMED_SURFACE|CURVE_BOUNDED_SURFACE/;
