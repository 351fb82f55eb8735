import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { UnbakeError } from "@unbake/ground";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { readCad } from "./readCad.js";

const folder = fileURLToPath(new URL("../../../../test/repro/", import.meta.url));

interface Expected {
  /** Which bug it showed. */
  readonly about: string;
  readonly volumesMm3?: readonly number[];
  /** Codes that it may be refused with. */
  readonly refused?: readonly string[];
}

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

describe("files that were read wrongly once", () => {
  it.each(readdirSync(folder))("%s", (name) => {
    const file = readdirSync(path.join(folder, name)).find((entry) => entry.startsWith("in."));
    if (file === undefined) throw new Error(`${name} has no file`);
    const bytes = readFileSync(path.join(folder, name, file));
    const { volumesMm3, refused } = JSON.parse(
      readFileSync(path.join(folder, name, "expect.json"), "utf8"),
    ) as Expected;
    const read = (): number[] =>
      kernel
        .scope(() => readCad(kernel, bytes, { name: file }).solids.map(({ volume }) => volume))
        .sort((a, b) => a - b);
    if (refused) {
      expect(read).toThrow(UnbakeError);
      expect(refused).toContain(codeOf(read));
      return;
    }
    const volumes = read();
    expect(volumes).toHaveLength(volumesMm3?.length ?? 0);
    for (const [i, volume] of volumes.entries()) expect(volume / (volumesMm3?.[i] ?? 0)).toBeCloseTo(1, 4);
  });
});

function codeOf(body: () => unknown): string | undefined {
  try {
    body();
  } catch (error) {
    return error instanceof UnbakeError ? error.code : undefined;
  }
  return undefined;
}
