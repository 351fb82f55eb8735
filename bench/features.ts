// npm run bench:features [-- --only TEXT --timeout S --no-record]
// Are the features of a part found as its maker knows them? Parts are the feature trees of bench/features/parts.ts: each is built, written as STEP,
// read back and recovered, and the tree that is found is compared with the known one (kind, main sizes, axis). Prints recall and precision for each
// family and what was missed, and writes bench/results/features.json, but not with --only. A part with two families counts for both.
import { createKernel } from "@unbake/kernel";
import { buildModel, readCad } from "@unbake/recover";
import { compareFeatures, type Feature, featuresOf, recoverModel, withShells } from "@unbake/recover/internals";
import { type KnownPart, modelOf, parts } from "./features/parts.js";
import { type Row, summaryOf, tableOf } from "./features/summary.js";
import { readArguments } from "./runner/arguments.js";
import { rounded } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";

const { flags, command } = readArguments("features", { only: "", timeout: 30, "no-record": false });
const kernel = await createKernel();

/** A feature in a line of the results. */
const told = ({ kind, sizes, role }: Feature): string =>
  [
    role === undefined || role === kind ? kind : `${role}: ${kind}`,
    ...sizes.map((size) => Number(size.toPrecision(5))),
  ].join(" ");

function rowOf(part: KnownPart): Row {
  return kernel.scope(() => {
    const begun = performance.now();
    const known = featuresOf(part.node);
    const bytes = kernel.writeStep(buildModel(kernel, modelOf(part)), { name: part.name });
    const { model: recovered, unexplained } = recoverModel(kernel, readCad(kernel, bytes, { name: part.name }), {
      timeoutMs: flags.timeout * 1000,
    });
    const model = withShells(kernel, recovered);
    const bodies =
      unexplained.length > 0
        ? []
        : model.instances.map(({ part: id, pose }) => ({ body: model.parts[id]?.body, pose }));
    const found = bodies.flatMap(({ body, pose }) =>
      body ? featuresOf({ type: "place", body, pose, explains: [] }) : [],
    );
    const compared = compareFeatures(known, found);
    return {
      part: part.name,
      families: part.families,
      refused: unexplained.map(({ code, reason }) => `${code}: ${reason}`).join("; ") || null,
      known: known.length,
      known_found: compared.known.filter((one) => one.found).length,
      found: found.length,
      missed: compared.known.filter((one) => !one.found).map(({ feature }) => told(feature)),
      unknown: compared.found.filter((one) => !one.known).map(({ feature }) => told(feature)),
      seconds: rounded((performance.now() - begun) / 1000, 1),
    };
  });
}

const rows: Row[] = [];
for (const part of parts.filter(({ name }) => name.includes(flags.only))) {
  const row = rowOf(part);
  rows.push(row);
  if (row.missed.length + row.unknown.length > 0)
    console.log(
      `${row.part}: ${row.refused ?? `missed ${row.missed.join(", ") || "nothing"}; found ${row.unknown.join(", ") || "nothing else"}`}`,
    );
}
const summary = summaryOf(rows);
console.log(`\n${tableOf(summary)}`);
if (!flags["no-record"] && flags.only === "") await writeResults("features", command, { summary, rows });
