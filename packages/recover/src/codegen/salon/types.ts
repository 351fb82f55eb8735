/** What goes into the salon printer and what comes out of it. */
import type { KclTools, SketchFreedom } from "@unbake/engine";
import type { Vec3 } from "@unbake/geometry";
import type { Model, Node } from "../../model/types.js";
import type { Snap } from "../../verify/types.js";
import type { LineRange, PrintedProgram } from "../kcl/program.js";

export interface SalonOptions {
  /** Format, lint and mock are used: a sketch that the official solver does not fix is drawn with plain coordinates instead. */
  readonly tools: KclTools;
  /**
   * Executes a whole program and says how the solver saw its sketches. Who proves the program anyway passes it: the sketches are then
   * solved once. Absent, and where the program does not run, the sketches are tried by a mock execution.
   */
  readonly execute?: (text: string) => Promise<SketchFreedom>;
  /** Largest change of a value when it is moved to its author's grid, mm; 0 switches snapping off. */
  readonly snapBudgetMm?: number;
  /** Profiles are drawn whole, also where they repeat. */
  readonly wholeProfiles?: boolean;
  /**
   * How edges of fillets and chamfers are named: "faces" where the two faces that meet there have names (they move with the
   * part; the default), "points" always by a point on them.
   */
  readonly edges?: "faces" | "points";
  /** What the original measures along x, y and z, mm, for the program's header; absent: the header has no sizes. */
  readonly boxMm?: Vec3 | undefined;
}

export interface SalonProgram {
  readonly text: string;
  readonly lines: ReadonlyMap<Node, LineRange>;
  /** Steps of the program by kind. */
  readonly features: PrintedProgram["features"];
  /** Named values at the top of the program. */
  readonly parameters: number;
  /** Constraints in sketch blocks. */
  readonly constraints: number;
  readonly snaps: readonly Snap[];
  /** True when every sketch is drawn with plain coordinates because the solver fixed none. */
  readonly fallback: boolean;
  /** The tree that was printed: snapped and oriented. */
  readonly model: Model;
}
