/** Equal solids, up to a rigid motion, as groups: each is recovered once and placed many times. */
import { identityPose, type Pose } from "@unbake/kernel";
import { findPose } from "./findPose.js";
import type { Signature } from "./signature.js";

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
