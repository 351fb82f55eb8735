/**
 * convert: bytes of one file in, two programs with their proofs and the certificate out.
 * Order: convert (read, measure, recover) -> raw, program (run, prove) -> salon (the same, with fallbacks) -> certificate. failure
 * says why not. Beside the programs, where asked for: project/ (a file for each part), edits/ (what a change of a parameter does), naming/ (names that
 * somebody proposes). alone: the same with a kernel and an interpreter of its own. A pipeline that stores what each step leaves behind calls the steps itself.
 */
export { type ConvertAloneOptions, type ConvertLimits, convert } from "./alone.js";
export { certifyOriginal, withPrograms } from "./certificate.js";
export { type Clock, startClock } from "./clock.js";
export { convertFile } from "./convert.js";
export { type FailureReport, reportMismatch, reportOf } from "./failure.js";
export { namesOf, proveProposal, without as withoutProposal } from "./naming/index.js";
export { certify, prove, proveShape } from "./program.js";
export { type Project, type ProjectOutcome, proveProject } from "./project/project.js";
export { convertRaw, type RawConversion } from "./raw.js";
export { proveSalon, type SalonOutcome } from "./salon.js";
export * from "./types.js";
export { toolVersions } from "./versions.js";
