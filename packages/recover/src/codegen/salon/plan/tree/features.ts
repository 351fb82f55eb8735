/** The features of a part as a designer would list them. Nothing has a name yet. */
import type {
  BooleanNode,
  ChamferNode,
  FilletNode,
  HoleNode,
  Instance,
  Node,
  Part,
  PatternNode,
  PlaceNode,
  ShellNode,
} from "../../../../model/types.js";
import type { Share } from "../types.js";
import type { Purpose, Shape } from "./nouns.js";
import type { PocketTable } from "./pocketTables.js";
import type { RoundCuts } from "./roundCuts.js";

/** What a feature is called and what it is for. */
export interface Title {
  readonly noun: string;
  readonly purpose: Purpose;
}

/** A body that a feature makes, or a clone of it where another feature needs it too. */
export type BodyRef =
  | { readonly kind: "made"; readonly by: MakingFeature }
  | { readonly kind: "clone"; readonly of: BodyRef };

interface Made extends Title {
  /** What comes out is the part: it has the part's name. */
  readonly last: boolean;
}

export interface ShapeFeature extends Made {
  readonly kind: "shape";
  readonly node: Shape;
  /** Copies that are made in the same step. */
  readonly pattern?: PatternNode;
}
/** Several round cuts from one sketch. */
export interface RoundCutsFeature {
  readonly kind: "roundCuts";
  readonly cuts: RoundCuts;
}
/** Several pockets from one table. */
export interface PocketTableFeature {
  readonly kind: "pocketTable";
  readonly table: PocketTable;
}
export interface BooleanFeature extends Made {
  readonly kind: "boolean";
  readonly node: BooleanNode;
  readonly base: BodyRef;
  readonly tools: readonly BodyRef[];
}
/** A hole drilled into a body. `of`: the noun of the body. */
export interface DrilledFeature extends Made {
  readonly kind: "drilled";
  readonly node: HoleNode;
  readonly of: string;
  readonly base: BodyRef;
}
export interface DressingFeature extends Made {
  readonly kind: "dressing";
  readonly node: FilletNode | ChamferNode;
  readonly base: BodyRef;
}
export interface ShelledFeature extends Made {
  readonly kind: "shelled";
  readonly node: ShellNode;
  readonly base: BodyRef;
}
/** The places of a pattern's copies, before what is repeated is made. */
export interface PlacesFeature {
  readonly kind: "places";
  readonly node: PatternNode;
  readonly noun: string;
}
export interface PatternFeature extends Made {
  readonly kind: "pattern";
  readonly node: PatternNode;
  /** Where the body is moved before it is repeated. */
  readonly moved?: PlaceNode;
  readonly body: BodyRef;
}
export interface PlacedFeature extends Made {
  readonly kind: "placed";
  readonly node: PlaceNode;
  readonly body: BodyRef;
}
export type MakingFeature =
  | ShapeFeature
  | RoundCutsFeature
  | PocketTableFeature
  | BooleanFeature
  | DrilledFeature
  | DressingFeature
  | ShelledFeature
  | PatternFeature
  | PlacedFeature;
export type Feature = MakingFeature | PlacesFeature;

/** A part that stands somewhere. */
export interface ArrangedPart {
  readonly part: Part;
  /** The body as it is made: of a part that only stands mirrored, its first image. */
  readonly body: Node;
  readonly features: readonly Feature[];
  readonly result: BodyRef;
  readonly straight: readonly Instance[];
  readonly mirrored: readonly Instance[];
}

export interface Arrangement {
  readonly parts: readonly ArrangedPart[];
  readonly shares: readonly Share[];
}
