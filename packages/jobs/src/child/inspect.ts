import path from "node:path";
import { readCad, type SourceModel } from "@unbake/recover";
import type { InspectReport } from "../jobs.js";
import { filesBeside } from "./beside.js";
import { readBytes } from "./bytes.js";
import type { Tools } from "./tools.js";

/** Reads a CAD file and tells what is in it. Throws UnbakeError with the reason why it cannot be read. */
export async function inspectFile(tools: Tools, file: string): Promise<InspectReport> {
  const { kernel } = tools;
  const bytes = readBytes(tools.files, file);
  return kernel.scope(() => {
    const source = readCad(kernel, bytes, { name: path.basename(file), beside: filesBeside(tools.files, file) });
    const { format, facesBySurface, ...facts } = source.facts;
    const all = kernel.compound(source.solids.map(({ shape }) => shape));
    const { mesh } = source;
    // Of a mesh file the measures are those of its triangles; faces have been read off them.
    const mass = mesh ?? kernel.massProperties(all);
    return {
      format,
      facts: { ...snakeKeys(facts), faces_by_surface: facesBySurface, ...(mesh && { mesh: statement(mesh) }) },
      solids: source.solids.map(({ shape, topology, volume, name, path: place = [], color }) => ({
        name: name ?? null,
        path: place,
        color: color ?? null,
        faces: topology.faces.length,
        edges: topology.edges.length,
        volumeMm3: volume,
        areaMm2: kernel.massProperties(shape).area,
      })),
      volumeMm3: mass.volume,
      areaMm2: mass.area,
      centerOfMassMm: mass.centroid,
      boundingBoxMm: mesh?.box ?? kernel.boundingBox(all),
      warnings: source.warnings,
    };
  });
}

function statement({ triangles, weldMm, vertexMm, chordMm }: NonNullable<SourceModel["mesh"]>) {
  return { triangles, weld_mm: weldMm, vertex_error_mm: vertexMm, chord_error_mm: chordMm };
}

/** "lengthUnit" -> "length_unit": the CLI's and the API's spelling. */
function snakeKeys(facts: object): Record<string, unknown> {
  const snake = (key: string) => key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [snake(key), value]));
}
