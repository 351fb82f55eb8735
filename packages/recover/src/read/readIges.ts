/** Reads an IGES file: translated to Part 21 text, and from there like STEP. */
import {
  type IgesGlobal,
  type IgesPart,
  type Kernel,
  type OpenedFile,
  scanIges,
  translateIges,
  UnbakeError,
} from "@unbake/kernel";
import { mergeModels } from "./mergeModels.js";
import { readPart21 } from "./readPart21.js";
import type { SourceFacts, SourceModel } from "./types.js";

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
  return mergeModels({ ...main, facts, warnings }, readSheets(kernel, translation.sheets, name, warnings));
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
  name: string,
  warnings: string[],
): readonly SourceModel[] {
  let open = 0;
  const models = sheets.flatMap((sheet) => {
    try {
      const model = readPart(kernel, sheet, name);
      warnings.push(
        `${sheet.faces} faces that stand alone close: ${model.solids.length} solids have been sewn from them`,
      );
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
