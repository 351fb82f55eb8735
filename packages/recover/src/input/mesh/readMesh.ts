/** A mesh file as a source model: exact solids read off the triangles, and the triangles to prove programs against. */

import { type CadFormat, type MeshFile, type OpenedFile, readMeshFile, unitMm } from "@unbake/formats";
import { type Box, distance3, type Topology, type Vec3 } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { kernelSolid } from "../../analysis/brep/stepText.js";
import { deltaMm } from "../../tolerances.js";
import type { MeshStatement } from "../../verify/types.js";
import { boxOf } from "../box.js";
import { facesBySurface } from "../facts.js";
import { examine, isSound } from "../soundness.js";
import type { SourceFacts, SourceModel, SourceSolid } from "../types.js";
import { joinBodies } from "./joinBodies.js";
import { type MeshSolid, solidsOfBody } from "./solids.js";
import type { MeshOriginal } from "./types.js";
import { measureMesh } from "./welded.js";

/** The chord error is measured on a grid: between its points a facet may be this much deeper. */
const chordMargin = 1.03;

const readable: ReadonlySet<CadFormat> = new Set(["stl", "obj", "ply", "off", "gltf", "glb", "3mf"]);

/** Is the format one whose triangles are read? */
export const isReadableMesh = (format: CadFormat): boolean => readable.has(format);

/**
 * Reads an opened mesh file. Handles belong to the caller's scope.
 * @throws what readMeshFile throws; open_shell, bad_geometry; mesh_not_fitted.
 */
export function readMesh(kernel: Kernel, opened: OpenedFile, name: string): SourceModel {
  const file = readMeshFile(opened);
  const warnings = [...opened.warnings, ...file.warnings];
  const warn = (message: string): void => {
    if (!warnings.includes(message)) warnings.push(message);
  };
  const bodies = joinBodies(file, warn);
  const found = bodies.flatMap((body) => {
    if (body.triangles.length === 0) return [];
    return solidsOfBody(body, body.precisionMm ?? file.precisionMm, warn).map((solid) => ({ solid, body }));
  });
  const solids = found.map(({ solid, body }): SourceSolid => {
    const { shape, topology, volume } = soundSolid(kernel, solid);
    return {
      shape,
      topology,
      volume,
      ...(body.name && { name: body.name }),
      ...(body.color && { color: body.color }),
    };
  });
  const mesh = meshOriginal(found.map(({ solid }) => solid));
  warnings.push(fittedWarning(mesh));
  const topologies = solids.map(({ topology }) => topology);
  return { name, unit: file.unit, solids, facts: factsOf(opened, { ...file, bodies }, topologies), mesh, warnings };
}

function soundSolid(
  kernel: Kernel,
  { brep }: MeshSolid,
): { readonly shape: Shape; readonly topology: Topology; readonly volume: number } {
  return kernel.scope((keep) => {
    const shape = kernelSolid(kernel, brep);
    const topology = kernel.topology(shape);
    const soundness = examine(kernel, shape, topology);
    if (!isSound(soundness) || !soundness.valid) {
      throw new UnbakeError(
        "mesh_not_fitted",
        `the ${topology.faces.length} faces that were read off it make no valid solid`,
      );
    }
    keep(shape);
    return { shape, topology, volume: soundness.volume };
  });
}

function meshOriginal(solids: readonly MeshSolid[]): MeshOriginal {
  const measures = solids.map(({ mesh }) => measureMesh(mesh));
  const volume = measures.reduce((sum, m) => sum + m.volume, 0);
  const moment = (i: 0 | 1 | 2): number => measures.reduce((sum, m) => sum + m.volume * m.centroid[i], 0) / volume;
  const most = (value: (solid: MeshSolid) => number): number => Math.max(0, ...solids.map(value));
  const box = boxOfSolids(solids);
  const [vertexMm, chordMm] = [most((s) => s.vertexMm), most((s) => s.chordMm)];
  return {
    solids: solids.map(({ mesh }) => mesh),
    triangles: solids.reduce((sum, { mesh }) => sum + mesh.triangles.length / 3, 0),
    volume,
    area: measures.reduce((sum, m) => sum + m.area, 0),
    volumeSlack: solids.reduce((sum, s) => sum + s.volumeSlack, 0),
    areaSlack: solids.reduce((sum, s) => sum + s.areaSlack, 0),
    centroid: [moment(0), moment(1), moment(2)],
    box,
    weldMm: most((s) => s.weldMm),
    vertexMm,
    chordMm,
    toleranceMm: Math.max(deltaMm(distance3(box.min, box.max)), chordMargin * chordMm + vertexMm),
  };
}

function boxOfSolids(solids: readonly MeshSolid[]): Box {
  const used: Vec3[] = [];
  for (const { mesh } of solids) for (const v of mesh.triangles) used.push(at(mesh.points, v));
  return boxOf(used) ?? { min: [0, 0, 0], max: [0, 0, 0] };
}

function fittedWarning({ triangles, chordMm, vertexMm, toleranceMm }: MeshOriginal): string {
  const mm = (value: number): string => `${Number(value.toPrecision(3))} mm`;
  return (
    `the original is a mesh of ${triangles} triangles: its faces have been read off them (corners within ${mm(vertexMm)}, ` +
    `chord error ${mm(chordMm)}), and programs are proven against the triangles within ${mm(toleranceMm)}`
  );
}

function factsOf(opened: OpenedFile, file: MeshFile, topologies: readonly Topology[]): SourceFacts {
  return {
    format: opened.format,
    protocol: "",
    schema: [],
    authorSystem: "",
    preprocessor: "",
    author: "",
    organization: "",
    timestamp: "",
    lengthUnit: file.unit,
    unitMm: unitMm[file.unit],
    products: file.bodies.flatMap(({ name }) => name ?? []),
    parts: file.bodies.length,
    instances: file.bodies.length,
    solids: topologies.length,
    faces: topologies.reduce((sum, { faces }) => sum + faces.length, 0),
    facesBySurface: facesBySurface(topologies),
    edges: topologies.reduce((sum, { edges }) => sum + edges.filter((edge) => !edge.degenerate).length, 0),
    dropped: {},
  };
}

/** What a certificate says of the mesh. */
export function stateMesh({ triangles, weldMm, vertexMm, chordMm, toleranceMm }: MeshOriginal): MeshStatement {
  return { triangles, weldMm, vertexErrorMm: vertexMm, chordErrorMm: chordMm, toleranceMm };
}
