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
import { externalParts } from "./external.js";
import { surfaceSets } from "./items.js";
import { instancesOfAny } from "./query.js";
import type { Part21 } from "./types.js";

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
  /** Names of files that hold parts of this one, and are not here. */
  readonly missingFiles: readonly string[];
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
    missingFiles: missingFiles(file),
  };
}

/** Names of files that hold parts of this one and have not been read with it; and those that its shapes refer into. */
function missingFiles(file: Part21): readonly string[] {
  const parts = externalParts(file).map(({ fileName }) => fileName);
  const uris = [...file.external.values()].map((uri) => uri.split("#", 1)[0] ?? "");
  return [...new Set([...parts, ...uris])].filter((name) => name !== "" && !file.followed?.has(name));
}
