/**
 * An IGES file as Part 21 text, so that the reader of STEP files takes it from there: product, unit, names, colours, solids with shared edges. Faces
 * that stand alone become one surface model, to be sewn. Instances keep the number of the entity that they are written for.
 */
import { addTo, UnbakeError } from "@unbake/ground";
import { samePointMm } from "../tolerances.js";
import { fieldsOf } from "./access.js";
import type { FaceDraft, Gaps } from "./boundary.js";
import type { SolidBuilder } from "./builder.js";
import { colorOf } from "./colors.js";
import { construct } from "./construct.js";
import { addStructure, documentOf } from "./document.js";
import { looseFace } from "./faces.js";
import { entityError, nameOf } from "./fail.js";
import { nameOfEntity } from "./names.js";
import { findRoots, type Root, type Roots } from "./roots.js";
import { sheetsOf } from "./sheets.js";
import { TopologyText } from "./shells.js";
import { shellDraft, solidDraft } from "./solids.js";
import { StepText } from "./stepText.js";
import type { IgesFile } from "./types.js";
import { unitOf } from "./units.js";

/** Part 21 text of some of the bodies of a file. */
export interface IgesPart {
  readonly text: Uint8Array;
  /** Solids that the text was written for; 0 where it holds faces to be sewn. */
  readonly solids: number;
  /** For messages: the same text with instances of the Part 21 text replaced by entities of the file. */
  inTermsOfFile(message: string): string;
}

export interface IgesTranslation extends IgesPart {
  /** Faces that stand alone beside the solids: each sheet is a body when it closes. */
  readonly sheets: readonly (IgesPart & { readonly faces: number })[];
  readonly warnings: readonly string[];
}

/** Ends of boundary curves may be this far apart (mm), or ten times the stated resolution, before they are no boundary. */
const joinMm = 0.05;
const joinResolutions = 10;

/**
 * Translates what a file holds.
 * @throws no_shape, no_solid, and what the readers of single entities throw, naming the record.
 */
export function translateIges(file: IgesFile, builder: SolidBuilder): IgesTranslation {
  const warnings: string[] = [];
  const unitMm = unitOf(file.global, (message) => warnings.push(message)) / file.global.scale;
  if (file.global.scale !== 1) {
    warnings.push(`the file states a model scale of ${file.global.scale}: every length is divided by it`);
  }
  const roots = findRoots(file);
  warnings.push(...roots.warnings);
  if (roots.blanked > 0) warnings.push(`${roots.blanked} hidden entities are not converted`);
  const gaps = gapsOf(file, unitMm);
  const faces = facesOf(file, roots, gaps);
  const [constructed] = roots.constructed;
  if (constructed !== undefined) {
    if (roots.solids.length + faces.length === 0) return { ...constructedPart(builder, file, roots, unitMm), warnings };
    const what = "solids by construction beside those with boundaries are not read";
    throw entityError("unsupported_content", constructed.entity, what);
  }
  if (roots.solids.length + faces.length === 0) throw nothing(file, roots);
  if (roots.solids.length === 0) return { ...partOf(file, unitMm, [], faces), sheets: [], warnings };
  const sheets = sheetsOf(faces, gaps.join).map((sheet) => ({
    ...partOf(file, unitMm, [], sheet),
    faces: sheet.length,
  }));
  return { ...partOf(file, unitMm, roots.solids, []), sheets, warnings };
}

/** A text of its own for some solids or faces. */
function partOf(file: IgesFile, unitMm: number, roots: readonly Root[], faces: readonly FaceDraft[]): IgesPart {
  let most = 0;
  for (const de of file.entities.keys()) most = Math.max(most, de);
  // Instances of their own numbers stay clear of those of the entities, and are told from them by eye.
  const text = new StepText(10 ** Math.max(6, Math.ceil(Math.log10(most + 2))) + 1);
  const topology = new TopologyText(text);
  const written = new Set<number>();
  const items = roots.map(({ entity, pose }) => {
    const name = nameOfEntity(file, entity, 3 + 2 * fieldsOf(file, entity).number(2));
    // Copies of one solid cannot share its number.
    const id = topology.solid(solidDraft(file, entity, pose), name, written.has(entity.de) ? undefined : entity.de);
    written.add(entity.de);
    const color = colorOf(file, entity);
    if (color) topology.color(id, color);
    return id;
  });
  if (faces.length > 0) items.push(topology.surfaceModel(faces));
  addStructure(text, { global: file.global, unitMm, name: productName(file), items, solid: roots.length > 0 });
  return {
    text: new TextEncoder().encode(documentOf(text, file.global)),
    solids: roots.length,
    inTermsOfFile: (message: string) => renamed(file, text, message),
  };
}

const stepUnits = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 } as const;

/** Solids by construction, built and written by the kernel. */
function constructedPart(
  builder: SolidBuilder,
  file: IgesFile,
  { constructed }: Roots,
  unitMm: number,
): Omit<IgesTranslation, "warnings"> {
  return builder.scope(() => {
    const solids = constructed.flatMap((root) => construct(builder, file, root, unitMm));
    const units = Object.keys(stepUnits) as (keyof typeof stepUnits)[];
    const unit = units.find((name) => stepUnits[name] === unitMm) ?? "mm";
    const text = builder.writeStep(solids.length === 1 && solids[0] ? solids[0] : builder.compound(solids), {
      unit,
      name: productName(file),
    });
    return { text, solids: solids.length, sheets: [], inTermsOfFile: (message) => message };
  });
}

function gapsOf({ global }: IgesFile, unitMm: number): Gaps {
  const same = Math.max(samePointMm / unitMm, Math.min(global.resolution, joinMm / unitMm));
  return { same, join: Math.max(joinMm / unitMm, joinResolutions * global.resolution) };
}

function facesOf(file: IgesFile, roots: Roots, gaps: Gaps): FaceDraft[] {
  const inShells = roots.shells.flatMap(({ entity, pose }) => shellDraft(file, entity, pose, true).faces);
  const alone = roots.faces
    .map(({ entity, pose }) => looseFace(file, entity, pose, gaps))
    .filter((face) => face !== undefined);
  return [...inShells, ...alone];
}

/** The file's own name without folder and extension, else the sender's name for the product. */
function productName({ global }: IgesFile): string {
  const stem = global.fileName.replace(/^.*[\\/\]:]/, "").replace(/\.[A-Za-z]\w{1,3}$/, "");
  return /^(|filename|none|unknown)$/i.test(stem) ? global.sender || "part" : stem;
}

function nothing(file: IgesFile, { blanked }: Roots): UnbakeError {
  const counts = new Map<number, number>();
  for (const { type } of file.entities.values()) addTo(counts, type);
  const kinds = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
  const hidden = blanked > 0 ? `; ${blanked} hidden ones are not converted` : "";
  return new UnbakeError(
    "no_solid",
    `${file.entities.size} entities, none of them a solid or a surface with bounds (most are of type ${kinds.map(([type, n]) => `${type}: ${n}`).join(", ")})${hidden}`,
  );
}

/** "#1000012 = ADVANCED_FACE (line 99)" becomes the directory entry that it was written for. */
function renamed(file: IgesFile, text: StepText, message: string): string {
  return message.replace(/#(\d+)( = \(?[A-Z][A-Z0-9_ ]*\)? \(line \d+\))?/g, (whole, id: string) => {
    const entity = file.entities.get(text.ownerOf(Number(id)));
    if (entity) return nameOf(entity);
    return whole.includes("SURFACE_MODEL") || whole.includes("SHELL") ? "what its faces were sewn to" : whole;
  });
}
