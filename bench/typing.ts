// How long an execution takes while somebody types: a part of ten features, in a session, with its last and its first parameter changed.
//
//   npm run bench:typing
//
// Processor time in ms, medians of 9; "fresh" is the same program without a session; shares are of a session's first run. Writes bench/results/typing.json.
import { createKclTools, createSession } from "@unbake/engine";
import { createKernel } from "@unbake/kernel";
import { readArguments } from "./runner/arguments.js";
import { rounded } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";
import { sure } from "./runner/sure.js";

const { command } = readArguments("typing", {});

const rounds = 9;

/** A plate, its fillet, seven holes one after the other, and a boss: ten features. */
function part({ width, boss }: { readonly width: number; readonly boss: number }): string {
  const lines = [
    `base = startSketchOn(XY) |> startProfile(at = [0, 0]) |> line(end = [${width}, 0], tag = $front) |> line(end = [0, 40], tag = $right) |> line(end = [-${width}, 0]) |> close() |> extrude(length = 12)`,
    "body0 = fillet(base, radius = 4, tags = [getNextAdjacentEdge(front), getNextAdjacentEdge(right)])",
  ];
  for (let i = 0; i < 7; i++) {
    lines.push(
      `tool${i} = startSketchOn(XY) |> circle(center = [${8 + 7 * i}, ${10 + (i % 2) * 15}], radius = 2) |> extrude(length = 30)`,
      `body${i + 1} = subtract(body${i}, tools = tool${i})`,
    );
  }
  lines.push(
    `boss = startSketchOn(offsetPlane(XY, offset = 10)) |> circle(center = [30, 20], radius = ${boss}) |> extrude(length = 8)`,
    "part = union([body7, boss])",
  );
  return lines.join("\n");
}

const kernel = await createKernel();
const tools = await createKclTools();

async function processorMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Median over programs that differ from round to round. */
async function median(programOf: (i: number) => string, run: (source: string) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) times.push(await processorMs(() => run(programOf(i))));
  return Math.round(sure(times.sort((a, b) => a - b)[Math.floor(rounds / 2)]));
}

const fresh = (source: string) => kernel.scope(() => tools.execute(source, { kernel }));
// Code is compiled while it runs: the first ones do not count.
for (let i = 0; i < 5; i++) await fresh(part({ width: 60 + i, boss: 2 }));

const session = createSession(kernel, tools);
await session.execute(part({ width: 60, boss: 2 }));
const run = (source: string) => session.execute(source);
/** The first run of a session, which has nothing to remember and remembers all. */
async function firstRun(source: string): Promise<void> {
  const own = createSession(kernel, tools);
  await own.execute(source);
  own.close();
}

const result = {
  firstRunMs: await median((i) => part({ width: 60 + i / 10, boss: 2 }), firstRun),
  freshMs: await median((i) => part({ width: 70 + i, boss: 2 }), fresh),
  lastParameterMs: await median((i) => part({ width: 60, boss: 2 + (i + 1) / 20 }), run),
  firstParameterMs: await median((i) => part({ width: 80 + i, boss: 2 }), run),
};
session.close();
const summary = {
  ...result,
  lastShare: rounded(result.lastParameterMs / result.firstRunMs, 2),
  firstShare: rounded(result.firstParameterMs / result.firstRunMs, 2),
};
await writeResults("typing", command, { summary, rows: [] });
console.log(JSON.stringify(summary));
