/** Reads an IGES file: translated to Part 21 text, and from there like STEP. */

import { type IgesGlobal, type IgesPart, type OpenedFile, scanIges, translateIges } from "@unbake/formats";
import { distance3, type Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { Kernel } from "@unbake/kernel";
import { mendedVolumeShare, sewnMoveShare } from "../tolerances.js";
import { boxOf } from "./box.js";
import { mergeModels } from "./mergeModels.js";
import { readPart21 } from "./readPart21.js";
import type { SourceFacts, SourceModel, SourceSolid } from "./types.js";

/** The version flag of the global section. */
const versions: Readonly<Record<number, string>> = {
  1: "1.0",
  2: "ANSI 1981",
  3: "2.0",
  4: "3.0",
  5: "ANSI 1987",
  6: "4.0",
  7: "ANSI 1989",
  8: "5.0",
  9: "5.1",
  10: "5.2",
  11: "5.3",
};

/** Handles belong to the caller's scope. Millimetres. @throws UnbakeError naming directory entries of the file. */
export function readIges(kernel: Kernel, opened: OpenedFile, name: string): SourceModel {
  const file = scanIges(opened.bytes);
  const translation = translateIges(file, kernel);
  const main = readPart(kernel, translation, name);
  if (main.solids.length < translation.solids) {
    const counts = `the file holds ${translation.solids} bodies, instances counted, and ${main.solids.length} were read`;
    throw new UnbakeError("bad_geometry", counts);
  }
  const warnings = [...opened.warnings, ...translation.warnings, ...main.warnings];
  const facts = factsOf(main.facts, file.global);
  return mergeModels({ ...main, facts, warnings }, readSheets(kernel, translation.sheets, main, warnings));
}

function readPart(kernel: Kernel, part: IgesPart, name: string): SourceModel {
  try {
    const model = readPart21(kernel, part.text, { name, warnings: [], sewWider: true });
    return { ...model, warnings: model.warnings.map(part.inTermsOfFile) };
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    throw new UnbakeError(error.code, part.inTermsOfFile(error.detail), { cause: error });
  }
}

/** Sheets of faces beside solids are bodies where they close; where they do not, they are construction and no part of the model. */
function readSheets(
  kernel: Kernel,
  sheets: readonly (IgesPart & { readonly faces: number })[],
  main: SourceModel,
  warnings: string[],
): readonly SourceModel[] {
  let open = 0;
  const models = sheets.flatMap((sheet) => {
    try {
      const model = readPart(kernel, sheet, main.name);
      if (model.solids.every((solid) => main.solids.some((other) => isSame(solid, other)))) {
        warnings.push(`${sheet.faces} faces that stand alone bound a solid that is there already: they are left out`);
        return [];
      }
      const solids = model.solids.length === 1 ? "1 solid has" : `${model.solids.length} solids have`;
      warnings.push(`${sheet.faces} faces that stand alone close: ${solids} been sewn from them`);
      return [
        { ...model, warnings: model.warnings.filter((warning) => !warning.startsWith("the file holds no solid")) },
      ];
    } catch (error) {
      if (!(error instanceof UnbakeError) || (error.code !== "no_solid" && error.code !== "open_shell")) throw error;
      open += sheet.faces;
      return [];
    }
  });
  if (open > 0) warnings.push(`${open} faces that stand alone do not close and are not converted`);
  return models;
}

/** Some writers give a body as a solid and as faces: then both have the same vertices. */
function isSame(a: SourceSolid, b: SourceSolid): boolean {
  const [points, others] = [a, b].map(({ topology }) => topology.vertices.map(({ point }) => point)) as [
    Vec3[],
    Vec3[],
  ];
  const box = boxOf(others);
  if (box === undefined || points.length !== others.length) return false;
  if (Math.abs(a.volume - b.volume) > mendedVolumeShare * b.volume) return false;
  const near = sewnMoveShare * distance3(box.min, box.max);
  return points.every((point) => others.some((other) => distance3(point, other) <= near));
}

/** The facts of the text that the file was translated to, with the names that they have in IGES. */
function factsOf(facts: SourceFacts, global: IgesGlobal): SourceFacts {
  const version = `IGES ${versions[global.version] ?? global.version}`;
  const date = global.date.replace(
    /^(\d{2}|\d{4})(\d{2})(\d{2})\.(\d{2})(\d{2})(\d{2}).*$/,
    (_, y: string, ...rest: string[]) => {
      const [month, day, hour, minute, second] = rest;
      // Two digits of a year are of the last century: the standard had four before it ended.
      return `${y.length === 2 ? `19${y}` : y}-${month}-${day}T${hour}:${minute}:${second}`;
    },
  );
  return { ...facts, format: "iges", protocol: version, schema: [version], timestamp: date };
}
