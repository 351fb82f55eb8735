/** What of a file is shape by itself, where it stands: solids, shells and faces that no other entity is made of, instances unfolded. */

import type { Pose } from "@unbake/geometry";
import { composePoses, identityPose } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import { checkDepth } from "./access.js";
import { faceTypes } from "./faces.js";
import { entityError, nameOf } from "./fail.js";
import { type Held, holderOf } from "./holders.js";
import { maxInstances } from "./limits.js";
import { claimedEntities, partEntities } from "./parts.js";
import { poseOf } from "./place.js";
import type { IgesEntity, IgesFile } from "./types.js";

export interface Root {
  readonly entity: IgesEntity;
  /** Of what holds it, without its own transformation. */
  readonly pose: Pose;
}

export interface Roots {
  readonly solids: readonly Root[];
  readonly shells: readonly Root[];
  readonly faces: readonly Root[];
  /** Solids by construction: primitives, sweeps, Boolean trees. */
  readonly constructed: readonly Root[];
  /** Hidden ones, which are left out. */
  readonly blanked: number;
  readonly warnings: readonly string[];
}

type Kind = "solids" | "shells" | "faces" | "constructed";

/** Solids by construction (the standard's chapter on constructive solid geometry). */
const constructedTypes: ReadonlySet<number> = new Set([150, 152, 154, 156, 158, 160, 162, 164, 168, 180]);

/** Finds the roots in the order of the file. */
export function findRoots(file: IgesFile): Roots {
  const walk = new Walk(file);
  const claimed = claimedEntities(file);
  for (const entity of file.entities.values()) {
    if (!claimed.inDefinitions.has(entity.de) && !entity.dependent) walk.visit(entity, identityPose, "", 0);
  }
  const orphans = [...file.entities.values()].filter(
    (entity) => entity.dependent && !claimed.all.has(entity.de) && walk.visitOrphan(entity),
  );
  const [first] = orphans;
  if (first === undefined) return walk.roots;
  const warning = `${orphans.length} entities say that they are parts of others, and none holds them: they are read, the first is ${nameOf(first)}`;
  return { ...walk.roots, warnings: [warning] };
}

class Walk {
  readonly roots = {
    solids: [] as Root[],
    shells: [] as Root[],
    faces: [] as Root[],
    constructed: [] as Root[],
    blanked: 0,
    warnings: [],
  };
  readonly #file: IgesFile;
  /** Entities that are pieces of the geometry of another. */
  readonly #parts: ReadonlySet<number>;
  /** Entities by the instances that lead to them: a member of two groups is there once. */
  readonly #met = new Set<string>();
  #held = 0;

  constructor(file: IgesFile) {
    this.#file = file;
    this.#parts = partEntities(file);
  }

  /** `path`: the instances that lead to the entity; those differ where it is there more than once. */
  visit(entity: IgesEntity, pose: Pose, path: string, depth: number): void {
    checkDepth(entity, depth);
    if (this.#parts.has(entity.de)) return;
    const kind = kindOf(entity);
    const holder = kind === undefined ? holderOf(this.#file, entity) : undefined;
    if (kind === undefined && holder === undefined) return;
    const key = `${path} ${entity.de}`;
    if (this.#met.has(key)) return;
    this.#met.add(key);
    if (entity.blanked) this.roots.blanked++;
    else if (kind !== undefined) this.roots[kind].push({ entity, pose });
    else if (holder !== undefined) this.#unfold(entity, holder, pose, path, depth);
  }

  /** An entity that says that it is a part of another, where none holds it: other readers show it too. True when that is shape. */
  visitOrphan(entity: IgesEntity): boolean {
    // A surface alone may be what a face that is gone was drawn on.
    if (kindOf(entity) === "faces" && entity.type !== 143 && entity.type !== 144) return false;
    const before = this.#count();
    this.visit(entity, identityPose, "", 0);
    return this.#count() > before;
  }

  #unfold(entity: IgesEntity, { members, own, copies }: Held, pose: Pose, path: string, depth: number): void {
    this.#held += members.length;
    if (this.#held > maxInstances) {
      throw new UnbakeError("too_large", `its subfigures and groups unfold to more than ${maxInstances} members`);
    }
    const placed = own ? composePoses(pose, poseOf(this.#file, entity)) : pose;
    const before = this.#count();
    members.forEach((member, i) => {
      const moved = member.pose !== undefined;
      const at = moved ? composePoses(placed, member.pose ?? identityPose) : placed;
      const copied = moved || (own && entity.matrix !== 0) || copies !== "none";
      this.visit(member.entity, at, copied ? `${path}/${entity.de}.${i}` : path, depth + 1);
    });
    if (copies === "array" && this.#count() > before) {
      throw entityError("unsupported_content", entity, "arrays of solids and faces are not read");
    }
  }

  #count(): number {
    const { solids, shells, faces, constructed } = this.roots;
    return solids.length + shells.length + faces.length + constructed.length;
  }
}

function kindOf({ type }: IgesEntity): Kind | undefined {
  if (type === 186) return "solids";
  if (type === 514) return "shells";
  if (constructedTypes.has(type)) return "constructed";
  return faceTypes.has(type) ? "faces" : undefined;
}
