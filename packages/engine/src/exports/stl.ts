import { type BodyMesh, corner, type Triple, triangle, triangleCount } from "./mesh.js";

const headerBytes = 80;
const triangleBytes = 50;

/** Binary STL of all bodies in one, millimetres. The format has neither units, names nor colours. */
export function writeStl(bodies: readonly BodyMesh[]): Uint8Array {
  const count = bodies.reduce((sum, { mesh }) => sum + triangleCount(mesh), 0);
  const bytes = new Uint8Array(headerBytes + 4 + count * triangleBytes);
  // A header that began with "solid" would be taken for the text form of STL.
  bytes.set(new TextEncoder().encode("unbake binary STL, millimetres"));
  const view = new DataView(bytes.buffer);
  view.setUint32(headerBytes, count, true);
  let at = headerBytes + 4;
  const put = (values: Triple) => {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  };
  for (const { mesh } of bodies) {
    for (let i = 0; i < triangleCount(mesh); i++) {
      const [a, b, c] = triangle(mesh, i).map((index) => corner(mesh, index)) as [Triple, Triple, Triple];
      put(normal(a, b, c));
      put(a);
      put(b);
      put(c);
      at += 2;
    }
  }
  return bytes;
}

function normal(a: Triple, b: Triple, c: Triple): Triple {
  const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
  const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
  const length = Math.hypot(...n);
  return length === 0 ? [0, 0, 0] : [n[0] / length, n[1] / length, n[2] / length];
}
