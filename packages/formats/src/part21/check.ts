/**
 * Says no before the kernel sees a file that it would accept in silence or die of, and names the line and the entity.
 * What is only a pity is a warning.
 */
import { addTo, at, UnbakeError } from "@unbake/ground";
import { type Content, readContent } from "./content.js";
import { findCycle, reachableFromShapes } from "./cycles.js";
import { findOpenLoop } from "./loops.js";
import { lineOf } from "./place.js";
import { readProducts } from "./products.js";
import { describeInstance, typeOf } from "./query.js";
import type { Part21 } from "./types.js";
import { findGaps, type Gap } from "./watertight.js";

export interface CheckReport {
  readonly content: Content;
  /** Shells with unpaired edges that only the kernel can decide about. */
  readonly gaps: readonly Gap[];
  readonly warnings: readonly string[];
}

/**
 * Checks references, structure, content and shells.
 * @throws truncated, dangling_reference, duplicate_instance, cyclic, open_shell, missing_external, unsupported_content, no_solid, no_shape.
 */
export function checkPart21(file: Part21): CheckReport {
  const warnings: string[] = [];
  checkReferences(file, warnings);
  checkDuplicates(file, warnings);
  checkCycles(file);
  const content = readContent(file);
  checkContent(file, content);
  checkEnding(file, warnings);
  checkLoops(file);
  const gaps = findGaps(file);
  const certain = gaps.find((gap) => gap.certain);
  if (certain !== undefined) throw new UnbakeError("open_shell", describeGap(file, certain));
  return { content, gaps, warnings };
}

function checkReferences(file: Part21, warnings: string[]): void {
  const [first] = file.dangling;
  if (first === undefined) return;
  if (!file.ending.dataClosed) {
    const last = at(file.offsets, file.count - 1);
    throw new UnbakeError(
      "truncated",
      `it ends at line ${lineOf(file.bytes, last)}, after ${file.count} entities; #${first.id} is still missing, which ${describeInstance(file, first.owner)} refers to`,
    );
  }
  const reached = reachableFromShapes(file);
  const serious = file.dangling.find(({ owner }) => reached[owner] === 1);
  if (serious !== undefined) {
    const others = file.dangling.length - 1;
    throw new UnbakeError(
      "dangling_reference",
      `${describeInstance(file, serious.owner)} refers to #${serious.id}, which is not in the file${others > 0 ? ` (and ${others} more)` : ""}`,
    );
  }
  warnings.push(
    `${file.dangling.length} references lead nowhere, none of them from a shape; the first is #${first.id} in ${describeInstance(file, first.owner)}`,
  );
}

function checkDuplicates(file: Part21, warnings: string[]): void {
  const contradiction = file.duplicates.find((duplicate) => !duplicate.same);
  if (contradiction !== undefined) {
    throw new UnbakeError(
      "duplicate_instance",
      `${describeInstance(file, contradiction.first)} and again ${describeInstance(file, contradiction.second)}`,
    );
  }
  const [same] = file.duplicates;
  if (same !== undefined) {
    warnings.push(
      `${file.duplicates.length} entities are written twice, word for word; the first is ${describeInstance(file, same.second)}`,
    );
  }
}

function checkCycles(file: Part21): void {
  const cycle = findCycle(file);
  if (cycle === undefined) return;
  if (cycle.kind === "product") {
    const products = readProducts(file);
    const names = cycle.members.map((member) => `"${products.nameOf(member)}"`);
    throw new UnbakeError(
      "cyclic",
      `${[...names, names[0]].join(" contains ")}, by ${describeInstance(file, cycle.closing)}`,
    );
  }
  const members = [...cycle.members.slice(0, 5), at(cycle.members, 0)].map((member) => `#${file.ids[member]}`);
  throw new UnbakeError(
    "cyclic",
    `${members.join(" refers to ")}; ${describeInstance(file, cycle.closing)} closes the circle`,
  );
}

function checkContent(file: Part21, content: Content): void {
  const schema = file.header.schema.join(", ") || "no schema";
  if (content.missingFiles.length > 0) {
    const here =
      content.solids + content.surfaceModels > 0
        ? "some of its parts are"
        : "it holds only a structure whose parts are";
    throw new UnbakeError("missing_external", `${here} in ${listNames(content.missingFiles)}, not beside it`);
  }
  if (content.solids + content.surfaceModels > 0) return;
  if (/^IFC\d?/i.test(schema)) {
    throw new UnbakeError(
      "unsupported_content",
      `a building model (${schema}); only mechanical parts and assemblies are converted`,
    );
  }
  if (content.finiteElements > 0) {
    throw new UnbakeError(
      "unsupported_content",
      `a finite element mesh (${schema}, ${content.finiteElements} node sets and elements) and no boundary representation`,
    );
  }
  if (content.constructedSolids > 0) {
    throw new UnbakeError(
      "unsupported_content",
      `${content.constructedSolids} solids by construction (CSG, swept) and no boundary representation`,
    );
  }
  if (content.tessellated > 0) {
    throw new UnbakeError(
      "unsupported_content",
      `${content.tessellated} tessellated shapes (meshes) and no exact one; meshes are not converted yet`,
    );
  }
  if (content.curveModels > 0) throw new UnbakeError("no_solid", `only curves (${content.curveModels} sets of them)`);
  if (content.faces > 0)
    throw new UnbakeError("no_solid", `${content.faces} faces that no solid or surface model holds`);
  if (file.count === 0) throw new UnbakeError("no_shape", "its DATA section is empty");
  throw new UnbakeError(
    "no_shape",
    `${file.count} entities of ${schema}, most of them ${commonest(file)}, and none that is a solid, a shell or a face`,
  );
}

function checkLoops(file: Part21): void {
  const open = findOpenLoop(file);
  if (open === undefined) return;
  throw new UnbakeError(
    "bad_geometry",
    `the edges of ${describeInstance(file, open.loop)} do not close: their loose ends are ${open.gap.toPrecision(3)} apart, in the face ${describeInstance(file, open.face)}`,
  );
}

function checkEnding(file: Part21, warnings: string[]): void {
  const { dataClosed, closed, after } = file.ending;
  if (!dataClosed) {
    warnings.push(
      "the file stops without ENDSEC and END-ISO-10303-21, after a complete entity and with all references resolved",
    );
  } else if (!closed) warnings.push("END-ISO-10303-21 is missing at the end of the file");
  if (after === "signature") warnings.push("a SIGNATURE section after the end of the data has been ignored");
}

/** A gap for people: the solid, its shell, an edge and how many more. */
export function describeGap(file: Part21, gap: Gap): string {
  const [first] = gap.lone;
  const lone = first === undefined ? "" : `: ${describeInstance(file, first)} bounds only one face`;
  const more = gap.lone.length > 1 ? `, and ${gap.lone.length - 1} more such` : "";
  return `${describeInstance(file, gap.shell)} of ${describeInstance(file, gap.solid)}${lone}${more}`;
}

/** Names for a message: the first five and how many more. */
export function listNames(names: readonly string[]): string {
  return names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
}

function commonest(file: Part21): string {
  const counts = new Map<string, number>();
  for (let i = 0; i < file.count; i++) {
    const type = typeOf(file, i);
    addTo(counts, type);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ["", 0])[0];
}
