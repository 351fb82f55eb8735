/** What kinds of shape a file holds, and what it holds beside shapes. */
import {
  annotationTypes,
  brepTypes,
  constructedSolidTypes,
  curveModelTypes,
  meshModelTypes,
  pmiTypes,
  surfaceModelTypes,
  tessellatedTypes,
} from "./entities.js";
import { surfaceSets } from "./items.js";
import { instancesOfAny, isOf } from "./query.js";
import type { Part21 } from "./types.js";
import { argumentsOf, asText } from "./values.js";

export interface Content {
  readonly solids: number;
  readonly faceted: number;
  readonly surfaceModels: number;
  readonly closedShells: number;
  readonly openShells: number;
  readonly constructedSolids: number;
  readonly tessellated: number;
  readonly curveModels: number;
  readonly finiteElements: number;
  readonly faces: number;
  /** Dimensions, tolerances, datums; and the annotations drawn for them. */
  readonly pmi: number;
  readonly annotations: number;
  /** Names of files that hold parts of this one. */
  readonly externalFiles: readonly string[];
}

export function readContent(file: Part21): Content {
  const count = (types: readonly string[]): number => instancesOfAny(file, types).length;
  return {
    solids: count(brepTypes),
    faceted: count(["FACETED_BREP"]),
    surfaceModels: count(surfaceModelTypes) + surfaceSets(file).length,
    closedShells: count(["CLOSED_SHELL"]),
    openShells: count(["OPEN_SHELL"]),
    constructedSolids: count(constructedSolidTypes),
    tessellated: count(tessellatedTypes),
    curveModels: count(curveModelTypes),
    finiteElements: count(meshModelTypes),
    faces: count(["ADVANCED_FACE", "FACE_SURFACE", "FACE"]),
    pmi: count(pmiTypes),
    annotations: count(annotationTypes),
    externalFiles: externalFiles(file),
  };
}

/** Names in DOCUMENT_FILEs that are CAD files, and the URIs of a REFERENCE section. */
function externalFiles(file: Part21): readonly string[] {
  const names = file.instancesOf("DOCUMENT_FILE").map((document) => {
    if (isOf(file, document, "DOCUMENT") && file.typeNames[file.types[document] ?? 0]?.includes("+")) {
      return asText(argumentsOf(file, document, "DOCUMENT")?.[0]);
    }
    const args = argumentsOf(file, document) ?? [];
    return asText(args[0]) || asText(args[1]);
  });
  const uris = [...file.external.values()].map((uri) => uri.split("#", 1)[0] ?? "");
  return [...new Set([...names, ...uris].map((name) => name.trim()).filter((name) => name !== ""))];
}
