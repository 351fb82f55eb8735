/** Equal solids, up to a rigid motion, as groups: each is recovered once and placed many times. */

import { identityPose, type Pose } from "@unbake/geometry";
import { at } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import { roughIntegrationShare } from "../../tolerances.js";
import { findPose } from "./findPose.js";
import { type Signature, signatureOf } from "./signature.js";

export interface Group {
  /** Index of the solid that stands for the group. */
  readonly leader: number;
  /** Every member with the pose that carries the leader onto it; the leader first. */
  readonly members: readonly { readonly index: number; readonly pose: Pose }[];
}

/** Groups in the order of their leaders. */
export function congruentGroups(
  signatures: readonly Signature[],
  options: { readonly toleranceMm: number; readonly mirrored?: boolean },
): Group[] {
  const groups: { leader: number; members: { index: number; pose: Pose }[] }[] = [];
  signatures.forEach((signature, index) => {
    for (const group of groups) {
      const leader = signatures[group.leader];
      const pose = leader && findPose(leader, signature, options);
      if (pose) {
        group.members.push({ index, pose });
        return;
      }
    }
    groups.push({ leader: index, members: [{ index, pose: identityPose }] });
  });
  return groups;
}

/** A group with the signatures of its members, where it has more than one. */
export interface SolidGroup extends Group {
  readonly signatures: readonly Signature[];
}

/** Groups of equal solids. Signatures are dear: only solids that look alike by their faces and rough measures get one. */
export function congruentSolids(kernel: Kernel, solids: readonly Shape[], toleranceMm: number): SolidGroup[] {
  const looks = solids.map((s) => ({ faces: kernel.topology(s).faces.length, ...kernel.roughMass(s) }));
  const near = (a: number, b: number): boolean =>
    Math.abs(a - b) <= roughIntegrationShare * Math.max(Math.abs(a), Math.abs(b));
  const classes: number[][] = [];
  looks.forEach((look, index) => {
    const known = classes.find(([first]) => {
      const other = first === undefined ? undefined : looks[first];
      return other && other.faces === look.faces && near(other.volume, look.volume) && near(other.area, look.area);
    });
    if (known) known.push(index);
    else classes.push([index]);
  });
  return classes.flatMap((indices): SolidGroup[] => {
    const [only] = indices;
    if (indices.length === 1 && only !== undefined)
      return [{ leader: only, members: [{ index: only, pose: identityPose }], signatures: [] }];
    const signatures = indices.flatMap((i) => {
      const solid = solids[i];
      return solid ? [signatureOf(kernel, solid, kernel.topology(solid))] : [];
    });
    return congruentGroups(signatures, { toleranceMm }).map((group) => ({
      leader: at(indices, group.leader),
      members: group.members.map((m) => ({ ...m, index: at(indices, m.index) })),
      signatures: group.members.map((m) => at(signatures, m.index)),
    }));
  });
}
