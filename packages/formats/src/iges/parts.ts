/** Which entities are parts of others, whatever their own entry says of it. */
import { fieldsOf } from "./access.js";
import { groupForms } from "./holders.js";
import { maxPoles } from "./limits.js";
import type { IgesEntity, IgesFile } from "./types.js";

const definitions: ReadonlySet<number> = new Set([308, 320]);

/** Entities that the geometry of another is made of. */
export function partEntities(file: IgesFile): ReadonlySet<number> {
  const parts = new Set<number>();
  for (const entity of file.entities.values()) for (const de of partsOf(file, entity)) parts.add(Math.abs(de));
  return parts;
}

export interface Claimed {
  /** Members of definitions, and of the groups in those: they are there only where the definition is placed. */
  readonly inDefinitions: ReadonlySet<number>;
  /** Everything that a definition, a group, an instance or an assembly points to. */
  readonly all: ReadonlySet<number>;
}

export function claimedEntities(file: IgesFile): Claimed {
  const inDefinitions = new Set<number>();
  const all = new Set<number>();
  const claim = (entity: IgesEntity): void => {
    for (const de of membersOf(file, entity)) {
      if (inDefinitions.has(de)) continue;
      inDefinitions.add(de);
      const member = file.entities.get(de);
      if (member?.type === 402) claim(member);
    }
  };
  for (const entity of file.entities.values()) {
    if (definitions.has(entity.type)) claim(entity);
    for (const de of membersOf(file, entity)) all.add(de);
  }
  return { inDefinitions, all };
}

function membersOf(file: IgesFile, entity: IgesEntity): readonly number[] {
  const run = (at: number): number[] => {
    const fields = fieldsOf(file, entity);
    return Array.from({ length: fields.count(at, maxPoles) }, (_, i) => Math.abs(fields.number(at + 1 + i)));
  };
  switch (entity.type) {
    case 308:
    case 320:
      return run(2);
    case 402:
      return groupForms.has(entity.form) ? run(0) : [];
    case 184:
      return run(0);
    case 408:
    case 412:
    case 414:
    case 420:
    case 430:
      return [Math.abs(fieldsOf(file, entity).number(0))];
    default:
      return [];
  }
}

/** Every number that is an odd DE might be a pointer: parameters are read as such only where a part can stand. */
function partsOf(file: IgesFile, entity: IgesEntity): readonly number[] {
  const reader = readers[entity.type];
  if (reader === undefined) return [];
  const fields = fieldsOf(file, entity);
  return reader({
    at: (...places) => places.map((place) => fields.number(place)),
    run: (from, countAt, step = 1) =>
      Array.from({ length: fields.count(countAt, maxPoles) }, (_, i) => fields.number(from + i * step)),
  });
}

interface Places {
  at(...places: number[]): number[];
  /** As many as the parameter at `countAt` says, every `step` from `from` on. */
  run(from: number, countAt: number, step?: number): number[];
}

const readers: Readonly<Record<number, (places: Places) => number[]>> = {
  118: ({ at }) => at(0, 1),
  120: ({ at }) => at(0, 1),
  122: ({ at }) => at(0),
  140: ({ at }) => at(4),
  141: ({ at }) => at(2),
  142: ({ at }) => at(1, 2, 3),
  143: ({ at, run }) => [...at(1), ...run(3, 2)],
  144: ({ at, run }) => [...at(0, 3), ...run(4, 2)],
  162: ({ at }) => at(0),
  164: ({ at }) => at(0),
  // Operands are negative pointers, operations small positive numbers.
  180: ({ run }) => run(1, 0).filter((value) => value < 0),
  186: ({ at, run }) => [...at(0), ...run(3, 2, 2)],
  510: ({ at }) => at(0),
  514: ({ run }) => run(1, 0, 2),
};
