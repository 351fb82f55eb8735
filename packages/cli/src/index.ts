/**
 * cli: the `unbake` command. Order: main -> program -> one file a command -> service's worker pool.
 */
export { type BatchFile, type BatchOptions, type Cost, convertBatch, searchShare } from "./convert/batch.js";
export { type InputFile, type Inputs, listInputs } from "./convert/inputs.js";
export { type ConvertRecord, recordOf } from "./convert/record.js";
export { runProgram, version } from "./program.js";
export { type Column, duration, table } from "./terminal/table.js";
