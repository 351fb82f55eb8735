/** Parts of an assembly that are in other files (CAx-IF recommended practice for external references; ISO 10303-21 edition 3). */
import { at, UnbakeError } from "@unbake/ground";
import { TextWriter, writeInstance } from "./cleanText.js";
import { shapeItems } from "./items.js";
import { maxExternalFiles } from "./limits.js";
import { readProducts } from "./products.js";
import { instancesOfAny, isOf, refsOf } from "./query.js";
import { readRepresentations } from "./representations.js";
import { scanPart21 } from "./scan.js";
import type { Part21, Source } from "./types.js";
import { argumentsOf, asList, asRef, asText } from "./values.js";

export interface ExternalPart {
  /** The product definition whose shape the other file is. */
  readonly definition: number;
  /** As the file says it: a name, perhaps with a path. */
  readonly fileName: string;
}

/** Product definitions without a shape of their own that name a document: their shape is in that file. */
export function externalParts(file: Part21): readonly ExternalPart[] {
  const names = documentNames(file);
  if (names.size === 0) return [];
  const hasShape = shapeTest(file);
  const parts: ExternalPart[] = [];
  const add = (definition: number | undefined, document: number | undefined): void => {
    const fileName = document === undefined ? undefined : names.get(document);
    if (definition === undefined || fileName === undefined || !isDefinition(file, definition) || hasShape(definition))
      return;
    if (!parts.some((part) => part.definition === definition && part.fileName === fileName)) {
      parts.push({ definition, fileName });
    }
  };
  for (const reference of file.instancesOf("APPLIED_DOCUMENT_REFERENCE")) {
    const args = argumentsOf(file, reference, "APPLIED_DOCUMENT_REFERENCE") ?? [];
    for (const item of asList(args[2])) add(asRef(file, item), asRef(file, args[0]));
  }
  for (const definition of file.instancesOf("PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS")) {
    for (const ref of refsOf(file, definition)) if (names.has(ref)) add(definition, ref);
  }
  return parts;
}

function isDefinition(file: Part21, index: number): boolean {
  return isOf(file, index, "PRODUCT_DEFINITION") || isOf(file, index, "PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS");
}

/** DOCUMENT_FILE instances and the names of their files: that of an external identification, else their own. */
function documentNames(file: Part21): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const document of file.instancesOf("DOCUMENT_FILE")) {
    const args = argumentsOf(file, document, "DOCUMENT") ?? [];
    const name = asText(args[0]).trim() || asText(args[1]).trim();
    if (name !== "") names.set(document, name);
  }
  for (const assignment of file.instancesOf("APPLIED_EXTERNAL_IDENTIFICATION_ASSIGNMENT")) {
    const args = argumentsOf(file, assignment, "APPLIED_EXTERNAL_IDENTIFICATION_ASSIGNMENT") ?? [];
    const name = asText(args[0]).trim();
    for (const item of asList(args[3])) {
      const document = asRef(file, item);
      if (document !== undefined && name !== "" && names.has(document)) names.set(document, name);
    }
  }
  return names;
}

/** Tells whether a definition has solids, surfaces or mapped items of its own. */
function shapeTest(file: Part21): (definition: number) => boolean {
  const products = readProducts(file);
  const representations = readRepresentations(file);
  const shapes = new Set([...shapeItems(file), ...instancesOfAny(file, ["MAPPED_ITEM"])]);
  return (definition) =>
    products
      .shapesOf(definition)
      .flatMap((shape) => representations.equals(shape))
      .some((shape) => representations.items(shape).some((item) => shapes.has(item)));
}

/**
 * The file with the parts that are in other files, as one text. `read` gives the file of a name, undefined when there is none; such a part
 * stays out. @throws too_large past the limit on files.
 */
export function withExternalParts(root: Part21, read: (fileName: string) => Part21 | undefined): Part21 {
  const parts = collect(root, read);
  if (parts.length === 1) return root;
  const bases: number[] = [];
  let count = 0;
  for (const { file } of parts) {
    bases.push(count);
    count += file.count;
  }
  const out = new TextWriter(parts.reduce((sum, { file }) => sum + file.bytes.length, 0));
  out.text("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\n");
  parts.forEach(({ file, targets }, k) => {
    const numberOf = (id: number): number => {
      const own = file.indexOf(id);
      if (own !== undefined) return at(bases, k) + own + 1;
      const [name = "", anchor = ""] = (file.external.get(id) ?? "").split("#");
      const target = targets.get(name);
      const anchored = target === undefined ? undefined : anchorIndex(at(parts, target).file, anchor);
      // A number that nothing has: the reference leads nowhere, and is reported like any other.
      return target === undefined || anchored === undefined ? count * 2 + id : at(bases, target) + anchored + 1;
    };
    for (let i = 0; i < file.count; i++) {
      writeInstance(file, i, at(bases, k) + i + 1, { numberOf, strings: true }, out);
    }
  });
  let next = count + 1;
  parts.forEach(({ file, targets }, k) => {
    for (const { definition, fileName } of externalParts(file)) {
      const target = targets.get(fileName);
      const part = target === undefined ? undefined : parts[target];
      if (target === undefined || part === undefined) continue;
      for (const text of links(at(bases, k) + definition + 1, part.file, at(bases, target), () => next)) {
        out.text(`#${next++}=${text};\n`);
      }
    }
  });
  out.text("ENDSEC;\nEND-ISO-10303-21;\n");
  const source = (index: number): Source => {
    const k = Math.max(
      0,
      bases.findLastIndex((base) => base <= index),
    );
    const part = at(parts, k);
    return { file: part.file, index: Math.min(index - at(bases, k), part.file.count - 1), name: part.name };
  };
  const followed = new Set(parts.flatMap(({ targets }) => [...targets.keys()]));
  const warnings = parts.flatMap(({ file, name }) =>
    file.warnings.map((text) => (name === "" ? text : `${name}: ${text}`)),
  );
  return { ...scanPart21(out.done()), header: root.header, ending: root.ending, source, followed, warnings };
}

interface Part {
  readonly file: Part21;
  readonly name: string;
  /** By the name that the file says: the number of the part. */
  readonly targets: Map<string, number>;
}

function collect(root: Part21, read: (fileName: string) => Part21 | undefined): readonly Part[] {
  const parts: Part[] = [{ file: root, name: "", targets: new Map() }];
  const known = new Map<string, number>();
  for (let k = 0; k < parts.length; k++) {
    const part = parts[k];
    if (part === undefined) break;
    for (const name of namedFiles(part.file)) {
      let target = known.get(name);
      if (target === undefined) {
        const file = read(name);
        if (file === undefined) continue;
        if (parts.length > maxExternalFiles) {
          throw new UnbakeError("too_large", `an assembly over more than ${maxExternalFiles} files`);
        }
        target = parts.push({ file, name, targets: new Map() }) - 1;
        known.set(name, target);
      }
      part.targets.set(name, target);
    }
  }
  return parts;
}

function namedFiles(file: Part21): ReadonlySet<string> {
  const anchored = [...file.external.values()].map((uri) => uri.split("#")[0] ?? "").filter((name) => name !== "");
  return new Set([...externalParts(file).map(({ fileName }) => fileName), ...anchored]);
}

function anchorIndex(file: Part21, anchor: string): number | undefined {
  const id = file.anchors.get(anchor);
  return id === undefined ? undefined : file.indexOf(id);
}

/** What makes the roots of another file the content of a definition: usages of its products, or its shapes where it has none. */
function links(definition: number, file: Part21, base: number, next: () => number): readonly string[] {
  const { roots, shapesOf, usagesIn } = readProducts(file);
  const shown = roots.filter((root) => shapesOf(root).length > 0 || usagesIn(root).length > 0);
  if (shown.length > 0) {
    return shown.map((root) => `NEXT_ASSEMBLY_USAGE_OCCURRENCE('','','',#${definition},#${base + root + 1},$)`);
  }
  const shapes = new Set(shapeItems(file));
  const representations = readRepresentations(file);
  const holders = instancesOfAny(
    file,
    file.typeNames.filter((name) => name.endsWith("SHAPE_REPRESENTATION")),
  );
  const holding = holders.filter((holder) => representations.items(holder).some((item) => shapes.has(item)));
  const first = next();
  return holding.flatMap((holder, i) => [
    `PRODUCT_DEFINITION_SHAPE('','',#${definition})`,
    `SHAPE_DEFINITION_REPRESENTATION(#${first + 2 * i},#${base + holder + 1})`,
  ]);
}
