/** A short run of bench:kills, and the proof that its checks can fail. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ArtefactLine, type Blow, checkLedger, type Line, type State } from "../../../../bench/kills/check.js";
import { runNode } from "../testing/command.js";

/** Worker 1 takes a conversion, finishes a phase and is killed; the sweeper of 9 takes it back; worker 2 goes on and finishes it. */
function story(): Line[] {
  const states: readonly State[] = [
    { status: "queued", phase: 0, done: 0, token: "a", attempts: 0 },
    { status: "in_progress", phase: 1, done: 0, token: "b", attempts: 1 },
    { status: "in_progress", phase: 2, done: 1, token: "b", attempts: 1 },
    { status: "queued", phase: 0, done: 1, token: "c", attempts: 1 },
    { status: "in_progress", phase: 2, done: 1, token: "d", attempts: 2 },
    { status: "in_progress", phase: 3, done: 2, token: "d", attempts: 1 },
    { status: "success", phase: 10, done: 10, token: "e", attempts: 1 },
  ];
  const by = [1, 1, 9, 2, 2, 2];
  const at = [0, 1000, 6000, 7000, 8000, 9000];
  return by.map((pid, i) => ({
    n: i,
    at: at[i]!,
    tx: `t${i}`,
    who: `unbake host ${pid}`,
    pid,
    conversion: "x",
    was: states[i]!,
    is_now: states[i + 1]!,
  }));
}
const killed: readonly Blow[] = [{ kind: "worker", pid: 1, at: 1500 }];

describe("the checks of bench:kills", () => {
  const always = [{ from: -1e6, to: 1e6 }];
  const check = (lines: Line[], blows = killed, artefacts: ArtefactLine[] = [], ready = always) =>
    checkLedger({ changes: new Map([["x", lines]]), artefacts }, blows, ready, { leaseMs: 4000, graceMs: 10_000 });
  const changed = (i: number, key: "was" | "is_now", value: Partial<State>) => {
    const lines = story();
    lines[i] = { ...lines[i]!, [key]: { ...lines[i]![key], ...value } };
    const next = lines[i + 1];
    if (key === "is_now" && next) lines[i + 1] = { ...next, was: lines[i]!.is_now };
    return lines;
  };

  it("accept what is right", () => {
    expect(check(story())).toMatchObject({ violations: [], interrupted: [{ phase: 2, resumeMs: 5500 }] });
  });

  it("do not count the time in which there is no worker", () => {
    const late = story().map((line) => (line.n > 2 ? { ...line, at: line.at + 10_000 } : line));
    const ready = [
      { from: -5000, to: 1500 },
      { from: 14_000, to: 20_000 },
    ];
    expect(check(late, killed, [], ready)).toMatchObject({
      violations: [],
      interrupted: [{ resumeMs: 3000, rawMs: 15_500 }],
    });
  });

  it.each([
    ["a lease lost without a blow", () => check(story(), [])],
    [
      "a conversion that goes on too late",
      () => check(story().map((line) => (line.n > 2 ? { ...line, at: line.at + 10_000 } : line))),
    ],
    [
      "a stale worker's write",
      () => check(story().map((line, i) => (i === 4 ? { ...line, who: "unbake host 1", pid: 1 } : line))),
    ],
    [
      "a phase that is finished twice",
      () =>
        check(
          changed(4, "was", { done: 0 }).map((line, i) =>
            i === 4 ? { ...line, is_now: { ...line.is_now, done: 1 } } : line,
          ),
        ),
    ],
    ["a phase that is skipped", () => check(changed(4, "is_now", { done: 3 }))],
    ["a finished phase that is lost", () => check(changed(3, "is_now", { done: 0, phase: 1 }))],
    ["a claim that is not counted", () => check(changed(3, "is_now", { attempts: 1 }))],
    ["a charge for a lost lease", () => check(changed(2, "is_now", { attempts: 2 }))],
    [
      "a charge for what its worker gave back",
      () => check(story().map((line, i) => (i === 2 ? { ...line, who: "unbake host 1", pid: 1 } : line))),
    ],
    ["a token that outlives its attempt", () => check(changed(2, "is_now", { token: "b" }))],
    ["a change that is missing", () => check(story().filter((_, i) => i !== 1))],
    ["a conversion that does not end", () => check(story().slice(0, -1))],
    ["one that is never taken again", () => check(story().slice(0, 3))],
    [
      "an artefact outside the fence",
      () =>
        check(story(), killed, [{ n: 9, conversion: "x", tx: "other", who: "unbake host 1", artefact: "INSERT a" }]),
    ],
  ])("find %s", (_, run) => {
    expect(run().violations.length).toBeGreaterThan(0);
  });
});

it("kills of workers, service and database, groups told to end, a full disk, a bucket away: nothing lost, nothing twice, every conversion ends", async () => {
  const script = fileURLToPath(new URL("../../../../bench/kills.ts", import.meta.url));
  const seed = Math.floor(Math.random() * 2 ** 31);
  const args = [
    "--scripted",
    "--kills",
    "12",
    "--faults",
    "2",
    "--conversions",
    "30",
    "--workers",
    "2",
    "--lease",
    "5",
  ];
  const { status, stdout, stderr } = await runNode(
    "--import",
    ["tsx", script, ...args, "--seed", String(seed)],
    process.cwd(),
  );
  expect({
    seed,
    status,
    said: `${stdout}${stderr}`.split("\n").filter((line) => /VIOLATION|Error/.test(line)),
  }).toEqual({
    seed,
    status: 0,
    said: [],
  });
}, 300_000);
