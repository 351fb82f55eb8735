/** An IGES file to its entities. */
import { UnbakeError } from "@unbake/ground";
import { entityError } from "./fail.js";
import { readGlobal } from "./global.js";
import { maxEntities } from "./limits.js";
import { readRecords } from "./records.js";
import { readParameters } from "./tokens.js";
import type { IgesEntity, IgesFile, Parameter } from "./types.js";

/** Columns of parameter data; behind them stands the entity's number again. */
const parameterWidth = 64;
const fieldWidth = 8;

/**
 * Scans the fixed-format text of an IGES file.
 * @throws truncated, syntax, too_large, no_shape, unsupported_content.
 */
export function scanIges(bytes: Uint8Array): IgesFile {
  const sections = readRecords(bytes);
  const { global, delimiters } = readGlobal(sections.global);
  const entities = readDirectory(sections.directory);
  const cache = new Map<number, readonly Parameter[]>();
  return {
    start: sections.start.join("\n").trim(),
    global,
    entities,
    parametersOf(entity) {
      const known = cache.get(entity.de);
      if (known) return known;
      const first = entity.firstRecord - 1;
      const records = sections.parameters.slice(first, first + Math.max(1, entity.records));
      const text = records.map((record) => record.slice(0, parameterWidth)).join("");
      const { values, complete } = readParameters(text, delimiters);
      if (records.length === 0 || !complete) throw entityError("truncated", entity, "its parameter data do not end");
      if (values[0] !== entity.type) {
        throw entityError("syntax", entity, `its parameter data begin with ${values[0]} and not with its type`);
      }
      const parameters = values.slice(1);
      cache.set(entity.de, parameters);
      return parameters;
    },
  };
}

function readDirectory(records: readonly string[]): ReadonlyMap<number, IgesEntity> {
  if (records.length === 0) throw new UnbakeError("no_shape", "its directory section is empty");
  if (records.length % 2 === 1) {
    throw new UnbakeError("truncated", `the directory has ${records.length} records, and every entity has two`);
  }
  if (records.length / 2 > maxEntities) {
    throw new UnbakeError("too_large", `${records.length / 2} entities, the limit is ${maxEntities}`);
  }
  const entities = new Map<number, IgesEntity>();
  for (let at = 0; at < records.length; at += 2) {
    const de = at + 1;
    entities.set(de, readEntry(de, fieldsOf(records[at] ?? ""), fieldsOf(records[at + 1] ?? "")));
  }
  return entities;
}

const fieldsOf = (record: string): string[] =>
  Array.from({ length: 9 }, (_, i) => record.slice(i * fieldWidth, (i + 1) * fieldWidth).trim());

function readEntry(de: number, first: readonly string[], second: readonly string[]): IgesEntity {
  const number = (field: string | undefined, what: string): number => {
    const value = Number(field === undefined || field === "" ? 0 : field);
    if (!Number.isInteger(value)) throw new UnbakeError("syntax", `D${de}: "${field}" is no ${what}`);
    return value;
  };
  const status = (first[8] ?? "").replaceAll(" ", "0").padStart(8, "0");
  const dependence = status.slice(2, 4);
  if (second[0] !== "" && second[0] !== first[0]) {
    throw new UnbakeError("syntax", `D${de}: its two records say type ${first[0]} and type ${second[0]}`);
  }
  return {
    de,
    type: number(first[0], "entity type"),
    firstRecord: number(first[1], "parameter record"),
    matrix: number(first[6], "transformation"),
    blanked: status.slice(0, 2) === "01",
    dependent: dependence === "01" || dependence === "03" || status.slice(4, 6) === "02",
    color: number(second[2], "colour"),
    records: number(second[3], "count of records"),
    form: number(second[4], "form"),
    label: second[7] ?? "",
  };
}
