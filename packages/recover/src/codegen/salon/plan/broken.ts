import { UnbakeError } from "@unbake/ground";

/** The error of a pass when something that it relies on does not hold: a fault of ours, not of the model. */
export const broken = (what: string): UnbakeError => new UnbakeError("internal", what);
