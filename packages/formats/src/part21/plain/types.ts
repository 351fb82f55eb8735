import type { Changes } from "../kernelText.js";
import type { BoundaryRole } from "../shells.js";
import type { Part21 } from "../types.js";

/** A face that may have to be said in another way, and where its changes go. Lengths are in the unit of the file. */
export interface PlainFace {
  readonly file: Part21;
  readonly face: number;
  readonly role: (index: number) => BoundaryRole;
  /** Radians in one plane angle unit of the file. */
  readonly angleRad: number;
  readonly changes: Changes;
}
