import { readFileSync } from "node:fs";
import { createKclTools, type KclTools } from "@unbake/engine";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { readCad } from "../input/index.js";
import { cases } from "../testing/cases.js";
import type { Verification } from "./types.js";
import { verify } from "./verify.js";

let kernel: Kernel;
let tools: KclTools;
beforeAll(async () => {
  kernel = await createKernel();
  tools = await createKclTools();
});

/** What does not depend on the last digits of a processor's arithmetic. */
function statement({ verified, exact, approximate, method, similarity, solids, faces, reasons }: Verification): object {
  return { verified, exact, approximate, method, similarity: Number(similarity.toFixed(6)), solids, faces, reasons };
}

describe("the proof", () => {
  it.each(cases)("of both programs of $name", async ({ name, file }) => {
    await kernel.scope(async () => {
      const { solids } = readCad(kernel, readFileSync(file("in.step")), { name: `${name}.step` });
      const original = kernel.compound(solids.map(({ shape }) => shape));
      const prove = async (program: string): Promise<Verification> => {
        const { bodies } = await tools.execute(readFileSync(file(program), "utf8"), { kernel });
        return verify(kernel, original, kernel.compound(bodies.map(({ shape }) => shape)));
      };
      const [raw, salon] = [await prove("raw.kcl"), await prove("salon.kcl")];
      expect([raw.verified, salon.verified]).toEqual([true, true]);
      const text = `${JSON.stringify({ raw: statement(raw), salon: statement(salon) }, null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(file("certificate.json"));
    });
  });
});
