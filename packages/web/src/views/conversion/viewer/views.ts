/** What every way of looking at the models gets. */
import type { Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import type { Lit } from "../lit";

/** A model of a program that somebody is changing. */
export interface Live {
  readonly version: number;
  readonly text: string;
  readonly glb: ArrayBuffer;
}

export interface ViewProps {
  readonly conversion: Details;
  readonly result: Exclude<Stage, "original"> | undefined;
  readonly live: Live | undefined;
  readonly lit: Lit | undefined;
  readonly onLight: (lit: Lit | undefined) => void;
}

export const stageWords: Readonly<Record<Stage, string>> = {
  original: "Original",
  raw_kcl: "Raw result",
  salon_kcl: "Salon result",
};
