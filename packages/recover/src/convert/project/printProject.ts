/** A model as the files of a project: each part in a file of its own, and `main.kcl` that imports them and says where they stand. */
import { identityPose } from "@unbake/geometry";
import { at, must } from "@unbake/ground";
import { atom } from "../../codegen/kcl/kcl.js";
import { commentText, createNames, type Names } from "../../codegen/kcl/names.js";
import { carried, isIdentity, isMirrored } from "../../codegen/kcl/poses.js";
import { startContext } from "../../codegen/raw/context.js";
import { placePart } from "../../codegen/raw/instances.js";
import { namePartsOf } from "../../codegen/salon/plan/tree/partNames.js";
import type { Model, Part } from "../../model/types.js";

export interface ProjectFile {
  /** Relative to the project's folder. */
  readonly name: string;
  readonly text: string;
}

/** The file that Zoo Design Studio opens. */
export const mainFile = "main.kcl";

/** A model of several parts, each as its own model, in the space in which its file has it. */
export interface PartModel {
  /** What the file is called and what it is imported as. */
  readonly alias: string;
  readonly model: Model;
}

/** The parts of a model, each alone where it was described. */
export function partModels(model: Model): readonly PartModel[] {
  const names = createNames();
  names.unique("main");
  const aliases = namePartsOf(model, names);
  return model.parts.map((part) => {
    const instances = model.instances.filter((instance) => instance.part === part.id);
    const first = at(instances, 0);
    const standing = { ...first, part: 0, pose: identityPose };
    const alone = { ...part, id: 0, body: standingBody(part, instances) };
    return {
      alias: must(aliases.get(part.id), "name of a part"),
      model: { name: part.name, unit: model.unit, parts: [alone], instances: [standing] },
    };
  });
}

/** A part of which there are only mirror images is described as the first of them. */
function standingBody({ body }: Part, instances: Model["instances"]): Part["body"] {
  const first = at(instances, 0);
  return instances.every(({ pose }) => isMirrored(pose)) ? carried(body, first.pose) : body;
}

/** `main.kcl`: imports, then where every instance stands. `parts` are those of `partModels`, in the order of the model. */
export function printMain(model: Model, parts: readonly PartModel[]): ProjectFile {
  const context = startContext(model, [
    `// ${commentText(model.name)}`,
    "// Where the parts stand; each is in a file of its own",
    `@settings(defaultLengthUnit = ${model.unit}, kclVersion = 2.0)`,
    "",
    ...parts.map(({ alias }) => `import "${alias}.kcl" as ${alias}`),
  ]);
  for (const { alias } of parts) context.names.unique(alias);
  model.parts.forEach((part, i) => {
    const { alias } = at(parts, i);
    const instances = model.instances.filter((instance) => instance.part === part.id);
    context.program.gap();
    if (instances.length > 1) context.program.comment(`${commentText(part.name, 80)}, ${instances.length} times`);
    // What stands where its file describes it is named: a reader sees that it is there.
    if (standsAsDescribed(instances)) context.program.add({ kind: "do", value: atom(alias) });
    placePart({ ...context, names: namesUnder(context.names, alias) }, atom(alias), instances);
  });
  return { name: mainFile, text: context.program.finish().text };
}

/** The first of mirror images alone is what its file describes. */
function standsAsDescribed(instances: Model["instances"]): boolean {
  const first = instances.find(({ pose }) => !isMirrored(pose));
  return first === undefined || isIdentity(first.pose);
}

/** What a part's instances and patterns are called: "boltInstance", "boltInstance2", "boltPattern". */
function namesUnder(names: Names, alias: string): Names {
  const numbered = (kind: string) => names.unique(`${alias}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);
  return { ...names, numbered };
}
