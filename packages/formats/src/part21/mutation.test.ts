/** Random damage to a valid file: always an answer or an error of the table, soon. */

import { UnbakeError } from "@unbake/ground";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openBytes } from "../detect/index.js";
import { checkPart21 } from "./check.js";
import { assemblyStep, bytesOf, cubeStep } from "./cube.fixture.js";
import { kernelText } from "./kernelText.js";
import { readOccurrences } from "./occurrences.js";
import { scanPart21 } from "./scan.js";
import { readColors } from "./styles.js";

const seed = Number(process.env.UNBAKE_SEED ?? 20_240_611);
const runs = 400;
const bases = [
  bytesOf(cubeStep({ color: [1, 0, 0], unit: "in" })),
  bytesOf(assemblyStep([{ x: 0 }, { x: 20, turned: true }])),
];

interface Mutation {
  readonly at: number;
  readonly kind: "replace" | "insert" | "delete" | "cut" | "copy";
  readonly byte: number;
  readonly length: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom("replace", "insert", "delete", "cut", "copy"),
  // Bytes that mean something to the grammar are likelier to reach deep.
  byte: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...bytesOf("#(),;'\"*/=.$19 \nE-"))),
  length: fc.integer({ min: 1, max: 60 }),
});

function mutate(bytes: Uint8Array, { at, kind, byte, length }: Mutation): Uint8Array {
  const i = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
  const list = Array.from(bytes);
  if (kind === "replace") list[i] = byte;
  else if (kind === "insert") list.splice(i, 0, byte);
  else if (kind === "delete") list.splice(i, length);
  else if (kind === "copy") list.splice(i, 0, ...list.slice(Math.max(0, i - length), i));
  else list.length = i + 1;
  return Uint8Array.from(list);
}

test(`damaged files never crash or hang the scanner (seed ${seed})`, () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.constantFrom(...bases), fc.array(mutation, { minLength: 1, maxLength: 4 }), (base, mutations) => {
      const damaged = mutations.reduce(mutate, base);
      const started = performance.now();
      try {
        const opened = openBytes(damaged);
        if (opened.format === "step") {
          const file = scanPart21(opened.bytes);
          checkPart21(file);
          readColors(file);
          const plain = scanPart21(kernelText(file, readOccurrences(file)));
          expect(plain).toMatchObject({ dangling: [], duplicates: [], warnings: [], ending: { closed: true } });
        }
      } catch (error) {
        if (!(error instanceof UnbakeError)) throw error;
        expect(error.message.length).toBeGreaterThan(10);
        refused++;
      }
      // Generous: a slow machine must not fail it, a hang must.
      expect(performance.now() - started).toBeLessThan(2000);
    }),
    { seed, numRuns: runs },
  );
  // Most damage shows: a scanner that accepts everything would pass the rest of this test.
  expect(refused).toBeGreaterThan(runs / 4);
});
