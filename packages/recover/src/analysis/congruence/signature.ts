/** What a solid looks like to a rigid motion: its centroid and the centroids of its faces, with what each face is. */

import type { Surface, Topology, Vec3 } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";

export interface FacePoint {
  readonly point: Vec3;
  readonly area: number;
  readonly kind: Surface["kind"];
  /** Radius of a cylinder, cone or sphere, major radius of a torus; 0 for others. */
  readonly size: number;
  /** Normal of a plane or axis of a round face; its sign means nothing. */
  readonly direction?: Vec3;
}

export interface Signature {
  readonly volume: number;
  readonly area: number;
  readonly centroid: Vec3;
  readonly faces: readonly FacePoint[];
}

/** The signature of one solid. */
export function signatureOf(kernel: Kernel, shape: Shape, topology: Topology): Signature {
  const mass = kernel.massProperties(shape);
  const properties = kernel.faceProperties(shape);
  return {
    volume: mass.volume,
    area: mass.area,
    centroid: mass.centroid,
    faces: topology.faces.map((face): FacePoint => {
      const { centroid, area } = at(properties, face.id);
      const s = face.surface;
      const size =
        s.kind === "cylinder" || s.kind === "cone" || s.kind === "sphere"
          ? s.radius
          : s.kind === "torus"
            ? s.majorRadius
            : 0;
      const direction =
        s.kind === "plane" || s.kind === "cylinder" || s.kind === "cone" || s.kind === "torus" ? s.frame.z : undefined;
      return {
        point: centroid,
        area,
        kind: s.kind,
        size: s.kind === "cone" ? 0 : size,
        ...(direction ? { direction } : {}),
      };
    }),
  };
}
