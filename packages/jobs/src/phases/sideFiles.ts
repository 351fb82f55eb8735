/**
 * The user's own metadata: files beside the CAD file, in five formats.
 */
import path from "node:path";
import { plainText, UnbakeError } from "@unbake/ground";
import { systemCondition } from "../condition.js";
import type { JobFiles } from "../isolation/index.js";
import { flatten } from "./flatten.js";

/** In this order: where two files have the same key, the later one counts. */
export const sideFileExtensions = [".txt", ".toml", ".yaml", ".yml", ".json"] as const;

/** Larger ones are not read, nor fetched. */
export const maxSideFileBytes = 2 ** 20;
const maxKeys = 2000;
/** Aliases in YAML can be made to grow without end. */
const maxAliases = 100;

/** Metadata of side files, flat; and a sentence for each file that cannot be read, which is no failure of the conversion. */
export async function readSideFiles(
  from: JobFiles,
  files: readonly { readonly name: string; readonly path: string }[],
): Promise<{ values: Record<string, string>; warnings: string[] }> {
  const values: Record<string, string> = {};
  const warnings: string[] = [];
  const rank = (name: string) => (sideFileExtensions as readonly string[]).indexOf(path.extname(name).toLowerCase());
  for (const file of [...files].sort((a, b) => rank(a.name) - rank(b.name))) {
    try {
      if (from.resolve(file.path).size > maxSideFileBytes) {
        throw new UnbakeError("too_large", `more than ${maxSideFileBytes} bytes`);
      }
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(from.read(file.path));
      const said = Object.entries(await parseSideFile(file.name, text));
      const entries = said.map(([k, v]) => [plainText(k), plainText(v)] as const);
      warnings.push(...cutWarning(file.name, said));
      for (const [key, value] of entries) {
        Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
      }
    } catch (error) {
      if (systemCondition(error)) throw error;
      warnings.push(`${sideWarning(file.name)} was not read: ${error instanceof Error ? firstLine(error) : error}`);
    }
  }
  return { values, warnings };
}

/** What `plainText` keeps of a text, in characters. */
const maxValueLength = 16_384;

function cutWarning(name: string, said: readonly (readonly [key: string, value: string])[]): string[] {
  const cut = said.filter(([, value]) => value.length > maxValueLength).map(([key]) => plainText(key).slice(0, 100));
  if (cut.length === 0) return [];
  return [
    `${sideWarning(name)} has values that are cut to ${maxValueLength} characters: ${cut.slice(0, 20).join(", ")}`,
  ];
}

/** How a warning about a side file begins. */
export function sideWarning(name: string): string {
  return `the side file ${name}`.trimEnd();
}

/** Flat metadata of one file. Text that is not `key: value` or `key = value` lines is kept whole under `text`. Rejects with what the parser throws. Parsers are loaded when a file needs them. */
export async function parseSideFile(name: string, text: string): Promise<Record<string, string>> {
  const content = text.replace(/^\uFEFF/, "");
  switch (path.extname(name).toLowerCase()) {
    case ".json":
      return flatten(JSON.parse(content), maxKeys);
    case ".yaml":
    case ".yml":
      return flatten((await import("yaml")).parse(content, { maxAliasCount: maxAliases }), maxKeys);
    case ".toml":
      return flatten((await import("smol-toml")).parse(content), maxKeys);
    default:
      return parseText(content);
  }
}

function parseText(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (said.length === 0) return {};
  const pairs = said.map((line) => /^([\w .-]{1,100}?)\s*[:=]\s*(.+)$/.exec(line));
  if (pairs.some((pair) => pair === null)) return { text: text.trim() };
  return Object.fromEntries(pairs.slice(0, maxKeys).map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""]));
}

function firstLine({ message }: Error): string {
  return message.split("\n")[0] ?? "";
}
