// Bundled by bench/reading.ts: the generators are test code, so they are not part of what is built, and are judged with the sources that
// they test.
export { createKernel } from "@unbake/kernel";
export { generators, judge, seeded } from "@unbake/recover/generated";
