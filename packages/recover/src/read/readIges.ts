/** Reads an IGES file: translated to Part 21 text, and from there like STEP. */
import { type IgesGlobal, type Kernel, type OpenedFile, scanIges, translateIges, UnbakeError } from "@unbake/kernel";
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
  const { text, inTermsOfFile } = translation;
  try {
    const model = readPart21(kernel, text, {
      name,
      warnings: [...opened.warnings, ...translation.warnings],
      sewWider: true,
    });
    return { ...model, facts: factsOf(model.facts, file.global), warnings: model.warnings.map(inTermsOfFile) };
  } catch (error) {
    if (!(error instanceof UnbakeError)) throw error;
    throw new UnbakeError(error.code, inTermsOfFile(error.detail), { cause: error });
  }
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
