import path from "node:path";

/** The repository. */
export const root = path.dirname(path.dirname(import.meta.dirname));

/** Measured figures that are kept in the repository. */
export const resultsFolder = path.join(root, "bench", "results");

export const resultsFile = (name: string): string => path.join(resultsFolder, `${name}.json`);
