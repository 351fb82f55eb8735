/** What the benches of this repository use of recover, and no program outside of it. */
export { compareFeatures, type Feature, featuresOf } from "./analysis/features/features.js";
export { printRaw } from "./codegen/raw/index.js";
export { editShares, editTable } from "./convert/edits/editTable.js";
export { parametersOf } from "./convert/edits/parameters.js";
export { type Statement, statementsOf } from "./convert/edits/statements.js";
export { seeded } from "./model/seeded.js";
export { circle, coiled, hole, polygon, profile, subtract, unite } from "./model/shorthand.js";
export { withShells } from "./recognise/shell/withShells.js";
export { recoverModel } from "./search/recoverModel.js";
