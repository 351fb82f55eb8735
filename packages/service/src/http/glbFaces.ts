/** What a GLB of ours says about its faces, in the `extras` of its meshes (export/glb.ts). */
import { UnbakeError } from "@unbake/kernel";

/** Faces in the order of their triangles: id, first triangle, number of triangles, and the line of KCL (0: unknown). */
export interface FaceExtras {
  readonly faces: readonly (readonly [face: number, first: number, triangles: number, line: number])[];
}

interface Document {
  readonly meshes?: readonly { readonly name?: string; readonly extras?: FaceExtras }[];
}

const headerBytes = 12;
const chunkHeaderBytes = 8;

/** Reads the JSON chunk of a GLB. */
export function facesOfGlb(glb: Uint8Array) {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  if (glb.byteLength < headerBytes + chunkHeaderBytes) throw new UnbakeError("internal", "a stored GLB is too short");
  const length = view.getUint32(headerBytes, true);
  const start = headerBytes + chunkHeaderBytes;
  const document = JSON.parse(new TextDecoder().decode(glb.subarray(start, start + length))) as Document;
  return {
    bodies: (document.meshes ?? []).map(({ name = "", extras }) => ({
      name,
      faces: (extras?.faces ?? []).map(([face, first_triangle, triangles, line]) => ({
        face,
        first_triangle,
        triangles,
        ...(line > 0 && { line }),
      })),
    })),
  };
}
