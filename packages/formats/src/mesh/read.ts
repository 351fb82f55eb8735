import { plainText, UnbakeError } from "@unbake/ground";
import type { OpenedFile } from "../detect/index.js";
import { readGltf } from "./gltf.js";
import { readObj } from "./obj.js";
import { readOff } from "./off.js";
import { readPly } from "./ply.js";
import { readStl } from "./stl.js";
import { readThreeMf } from "./threeMf.js";
import type { MeshBody, MeshFile } from "./types.js";

/**
 * The triangles of an opened mesh file.
 * @throws unsupported_format for a format without a reader; syntax, truncated, bad_geometry, too_large, missing_external,
 * unsupported_content, no_shape for what is in it.
 */
export function readMeshFile(opened: OpenedFile): MeshFile {
  const file = reader(opened);
  if (file.bodies.every(({ triangles }) => triangles.length === 0)) {
    throw new UnbakeError("no_shape", `${opened.description} without triangles`);
  }
  if (file.bodies.length !== file.holds) {
    throw new UnbakeError("internal", `the file holds ${file.holds} bodies, ${file.bodies.length} were read`);
  }
  return { ...file, bodies: file.bodies.map(withPlainName) };
}

function withPlainName(body: MeshBody): MeshBody {
  return body.name === undefined ? body : { ...body, name: plainText(body.name) };
}

function reader({ format, description, bytes }: OpenedFile): MeshFile {
  switch (format) {
    case "stl":
      return readStl(bytes);
    case "obj":
      return readObj(bytes);
    case "ply":
      return readPly(bytes);
    case "off":
      return readOff(bytes);
    case "gltf":
    case "glb":
      return readGltf(bytes);
    case "3mf":
      return readThreeMf(bytes);
    default:
      throw new UnbakeError("unsupported_format", `the content is ${description}`);
  }
}
