/** Reads OpenCASCADE's BRep text: shapes in millimetres and nothing else, no names, no units, no colours. */

import type { OpenedFile } from "@unbake/formats";
import type { Topology } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { checkBrepText, type Kernel, type Shape } from "@unbake/kernel";
import { brepBodies, sewLoose } from "./brepBodies.js";
import { definitionsOf, isExact } from "./exact.js";
import { extentWarning } from "./extent.js";
import { facesBySurface } from "./facts.js";
import { soundSolids } from "./solids.js";
import { sewnWarning, sewSolids } from "./surfaces.js";
import type { SourceFacts, SourceModel } from "./types.js";

/**
 * Handles belong to the caller's scope.
 * @throws unsupported_content (binary, triangles only), truncated, syntax, no_solid, open_shell, bad_geometry.
 */
export function readBrep(kernel: Kernel, opened: OpenedFile, name: string): SourceModel {
  const text = new TextDecoder("latin1").decode(opened.bytes).replaceAll("\r", "");
  const version = checkBrepText(text);
  const warnings = [...opened.warnings];
  const solids = kernel.scope((keep) => {
    const shape = shapeOf(kernel, text);
    if (!isExact(kernel, shape)) throw new UnbakeError("unsupported_content", "a BRep file of triangles only");
    const { solids: shapes, definitions } = solidsOf(kernel, shape, warnings);
    const sound = soundSolids(kernel, shapes, definitions, {
      nameOf: (topology: Topology) => `a solid of ${topology.faces.length} faces`,
      gapHint: "",
      warn: (message: string) => warnings.push(message),
    });
    for (const solid of sound) keep(solid.shape);
    return sound;
  });
  const topologies = solids.map(({ topology }) => topology);
  const extent = extentWarning(topologies);
  if (extent !== undefined) warnings.push(extent);
  return { name, unit: "mm", solids, facts: factsOf(topologies, version), warnings };
}

/** The kernel's shape of a text whose records are sound one by one: what it still cannot read, the text has put together wrongly. */
function shapeOf(kernel: Kernel, text: string): Shape {
  try {
    return kernel.readBrep(text);
  } catch (error) {
    if (!(error instanceof UnbakeError) || error.code !== "kernel") throw error;
    throw new UnbakeError("syntax", `BRep text: ${error.detail}`, { cause: error });
  }
}

interface FoundSolids {
  readonly solids: readonly Shape[];
  /** See `definitionsOf`. */
  readonly definitions: readonly number[];
}

/** The solids of the shape; where there is none, those that its faces close to. */
function solidsOf(kernel: Kernel, shape: Shape, warnings: string[]): FoundSolids {
  const bodies = brepBodies(kernel, kernel.writeBrep(shape), warnings);
  if (bodies !== undefined && bodies.solids.length > 0) {
    const solids = [...bodies.solids, ...sewLoose(kernel, bodies.loose, warnings)];
    return { solids, definitions: solids.map((_, i) => i) };
  }
  const solids = bodies === undefined ? kernel.solids(shape) : [];
  if (solids.length > 0) return { solids, definitions: definitionsOf(kernel, shape, solids) };
  const what = `${kernel.topology(shape).shells.length} shells`;
  const faces = bodies === undefined ? shape : kernel.compound(bodies.loose);
  const sewn = sewSolids(kernel, faces, { what, uncertaintyMm: undefined, wider: false });
  warnings.push(sewnWarning(sewn.solids.length, sewn.toleranceMm));
  return { solids: sewn.solids, definitions: sewn.solids.map((_, i) => i) };
}

function factsOf(solids: readonly Topology[], version: string): SourceFacts {
  return {
    format: "brep",
    protocol: version,
    schema: [],
    authorSystem: "",
    preprocessor: "",
    author: "",
    organization: "",
    timestamp: "",
    lengthUnit: "mm",
    unitMm: 1,
    products: [],
    parts: solids.length,
    instances: solids.length,
    solids: solids.length,
    faces: solids.reduce((sum, { faces }) => sum + faces.length, 0),
    facesBySurface: facesBySurface(solids),
    edges: solids.reduce((sum, { edges }) => sum + edges.filter((edge) => !edge.degenerate).length, 0),
    dropped: {},
  };
}
