/** The three entities of the HEADER section that everybody writes. Others are read and not used. */
import type { Header } from "./types.js";
import { asList, asText, parseArguments, type Value } from "./values.js";

export const emptyHeader: Header = {
  description: [],
  implementationLevel: "",
  name: "",
  timestamp: "",
  authors: [],
  organizations: [],
  preprocessor: "",
  originatingSystem: "",
  authorisation: "",
  schema: [],
};

/** The header with what the entity `keyword`, whose arguments start at `offset`, says. */
export function readHeaderEntry(header: Header, keyword: string, bytes: Uint8Array, offset: number): Header {
  if (keyword !== "FILE_DESCRIPTION" && keyword !== "FILE_NAME" && keyword !== "FILE_SCHEMA") return header;
  const values = parseArguments(bytes, offset);
  if (keyword === "FILE_DESCRIPTION") {
    return { ...header, description: texts(values[0]), implementationLevel: asText(values[1]) };
  }
  if (keyword === "FILE_SCHEMA") return { ...header, schema: texts(values[0]) };
  return {
    ...header,
    name: asText(values[0]),
    timestamp: asText(values[1]),
    authors: texts(values[2]),
    organizations: texts(values[3]),
    preprocessor: asText(values[4]),
    originatingSystem: asText(values[5]),
    authorisation: asText(values[6]),
  };
}

/** A list of strings, or a single string where a list should be. */
function texts(value: Value | undefined): readonly string[] {
  const list = Array.isArray(value) ? asList(value) : [value ?? null];
  return list.map((item) => asText(item).trim()).filter((text) => text !== "");
}
