/**
 * A project of what is recovered and what is not: KCL for the solids that features explain, and imports of STEP files cut out of the original for the
 * others. It shows the whole, and is never counted as verified.
 */
import type { Kernel } from "@unbake/kernel";
import { printRaw } from "../codegen/raw/index.js";
import type { SourceModel } from "../input/index.js";
import type { Model } from "../model/types.js";
import type { ConvertTools } from "./types.js";

export interface KeptProject {
  /** The text of `main.kcl`. */
  readonly kcl: string;
  /** The files that it imports, beside it. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Indices of the solids that are imported. */
  readonly solids: readonly number[];
}

/** Solids past these share one file: a project of thousands of files is none. */
const mostFiles = 40;

/** The project in which `kept` are imports; undefined when nothing of the file is recovered. */
export async function keptProject(
  tools: ConvertTools,
  source: SourceModel,
  model: Model,
  kept: readonly number[],
): Promise<KeptProject | undefined> {
  const left = new Set(kept);
  const recovered = partsWithout(model, left);
  if (recovered.parts.length === 0 || kept.length === 0) return undefined;
  const groups = kept.length > mostFiles ? [kept] : kept.map((solid) => [solid]);
  const files = groups.map((solids) => ({
    name: `${alias(solids)}.step`,
    bytes: cutOut(tools.kernel, source, solids),
  }));
  const [title, , ...lines] = printRaw(recovered).text.split("\n");
  const settings = lines.findIndex((line) => line.startsWith("@settings"));
  const text = [
    title,
    `// Project by unbake: ${kept.length} of ${source.solids.length} solids are not recovered and imported as they are`,
    ...lines.slice(0, settings + 1),
    ...groups.map((solids) => `import "${alias(solids)}.step" as ${alias(solids)}`),
    ...lines.slice(settings + 1),
    ...groups.map(alias),
    "",
  ].join("\n");
  const kcl = await (await tools.kcl()).format(text);
  return { kcl, files, solids: kept };
}

const alias = (solids: readonly number[]): string => (solids.length === 1 ? `solid${solids[0]}` : "otherSolids");

/** The parts all of whose instances are recovered. */
function partsWithout(model: Model, left: ReadonlySet<number>): Model {
  const lost = new Set(model.instances.flatMap(({ part, solid }) => (left.has(solid) ? [part] : [])));
  const parts = model.parts.filter(({ id }) => !lost.has(id));
  const idOf = new Map(parts.map(({ id }, i) => [id, i]));
  const { lacks: _, ...rest } = model;
  return {
    ...rest,
    parts: parts.map((part, id) => ({ ...part, id })),
    instances: model.instances.flatMap((instance) => {
      const part = idOf.get(instance.part);
      return part === undefined ? [] : [{ ...instance, part }];
    }),
  };
}

function cutOut(kernel: Kernel, source: SourceModel, solids: readonly number[]): Uint8Array {
  return kernel.scope(() => {
    const shapes = solids.flatMap((solid) => source.solids[solid]?.shape ?? []);
    const name = solids.length === 1 ? source.solids[solids[0] ?? -1]?.name : undefined; // default: no solid has this number
    const [only] = shapes;
    const shape = shapes.length === 1 && only ? only : kernel.compound(shapes);
    return kernel.writeStep(shape, { unit: source.unit, ...(name !== undefined && { name }) });
  });
}
