/** Runs one random input on the engine and says what came of it. */

import { UnbakeError } from "@unbake/ground";
import type { Kernel, Shape } from "@unbake/kernel";
import type { KclTools } from "../api.js";
import { runCommand } from "../commands/index.js";
import { emptyScene, type Scene } from "../model/scene.js";
import { pairOf } from "./booleans.fixture.js";
import { commandsOf, prelude } from "./commands.fixture.js";
import { randomOf } from "./random.fixture.js";
import { changedText } from "./texts.fixture.js";

export type Kind = "text" | "booleans" | "commands";

/** `refused`: an error that says what is wrong. `fault`: anything that must not be. */
export interface Verdict {
  readonly kind: Kind;
  readonly outcome: "executed" | "refused" | "fault";
  readonly fault?: string;
  /** The program or the commands, where they are at fault. */
  readonly input?: string;
}

export interface Engine {
  readonly tools: KclTools;
  readonly kernel: Kernel;
  /** Programs whose texts are changed. */
  readonly programs: readonly string[];
}

/** Share of the volumes of both bodies: the kernel integrates curved faces to about 1e-8 of the whole. */
const balanceWithin = 1e-6;

/** Three inputs in five are texts, one is a pair of bodies, one a run of commands. */
export const kindOf = (index: number): Kind => (index % 20 === 0 ? "booleans" : index % 20 < 12 ? "text" : "commands");

export async function judge(engine: Engine, seed: number, index: number): Promise<Verdict> {
  const random = randomOf(seed, index);
  const kind = kindOf(index);
  if (kind === "commands") return judgeCommands(engine.kernel, commandsOf(random));
  if (kind === "text") return judgeText(engine, changedText(random, engine.programs));
  return judgeBooleans(engine, pairOf(random));
}

/** What is wrong with an error: one that is not of the table, or says "internal", is a bug. */
function faultOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof UnbakeError)) return `not an error of the table: ${describe(thrown)}`;
  const cause = thrown.cause instanceof UnbakeError ? thrown.cause : thrown;
  if (cause.code === "internal") return `internal: ${cause.detail} ${describe(cause.cause)}`;
  if (/RuntimeError|unreachable|panicked|memory access/.test(thrown.detail ?? "")) return `crash: ${thrown.detail}`;
  return undefined;
}

const describe = (thrown: unknown): string =>
  thrown instanceof Error
    ? `${thrown.name}: ${thrown.message} ${(thrown.stack ?? "").split("\n")[1]?.trim() ?? ""}`
    : String(thrown);

/** What is wrong with a shape that was handed out as a success. */
function faultOfShape(kernel: Kernel, shape: Shape, type: "solid" | "surface"): string | undefined {
  const { volume, area } = kernel.massProperties(shape);
  if (!Number.isFinite(volume) || !Number.isFinite(area)) return `a ${type} of volume ${volume} and area ${area}`;
  if (type === "solid" && !(volume > 0)) return `a solid of volume ${volume}`;
  if (!kernel.isValid(shape)) return `a ${type} that is not valid`;
  return undefined;
}

async function judgeText({ tools, kernel }: Engine, text: string): Promise<Verdict> {
  try {
    return await kernel.scope(async () => {
      const { bodies } = await tools.execute(text, { kernel });
      const fault = bodies.map(({ shape, type }) => faultOfShape(kernel, shape, type)).find(Boolean);
      return fault ? { kind: "text", outcome: "fault", fault, input: text } : { kind: "text", outcome: "executed" };
    });
  } catch (thrown) {
    const fault = faultOf(thrown);
    return fault ? { kind: "text", outcome: "fault", fault, input: text } : { kind: "text", outcome: "refused" };
  }
}

async function judgeBooleans({ tools, kernel }: Engine, pair: ReturnType<typeof pairOf>): Promise<Verdict> {
  const input = pair.union;
  const volume = async (text: string): Promise<number> =>
    kernel.scope(async () => {
      const { bodies } = await tools.execute(text, { kernel });
      const fault = bodies.map(({ shape, type }) => faultOfShape(kernel, shape, type)).find(Boolean);
      if (fault) throw new Error(fault);
      return bodies.reduce((sum, body) => sum + kernel.massProperties(body.shape).volume, 0);
    });
  try {
    const [a, b] = [await volume(pair.a), await volume(pair.b)];
    const [union, difference, common] = [
      await volume(pair.union),
      await volume(pair.difference),
      await volume(pair.common),
    ];
    const off = Math.max(Math.abs(union + common - a - b), Math.abs(difference + common - a));
    if (off <= balanceWithin * (a + b)) return { kind: "booleans", outcome: "executed" };
    const fault = `volumes do not balance: a ${a}, b ${b}, union ${union}, difference ${difference}, common ${common}`;
    return { kind: "booleans", outcome: "fault", fault, input };
  } catch (thrown) {
    const fault = faultOf(thrown);
    return fault ? { kind: "booleans", outcome: "fault", fault, input } : { kind: "booleans", outcome: "refused" };
  }
}

/** The first command that ends with a fault, or leaves a body that is one. */
function judgeCommands(kernel: Kernel, sent: ReturnType<typeof commandsOf>): Verdict {
  return kernel.scope(() => {
    const scene = emptyScene(kernel);
    for (const { id, command } of prelude) runCommand(scene, command, id);
    let refused = 0;
    for (const [i, { id, command }] of sent.entries()) {
      const input = (): string => JSON.stringify(sent.slice(0, i + 1));
      try {
        runCommand(scene, command, id);
      } catch (thrown) {
        const fault = faultOf(thrown);
        if (fault) return { kind: "commands", outcome: "fault", fault: `${command.type}: ${fault}`, input: input() };
        refused++;
        continue;
      }
      const fault = faultOfScene(scene);
      if (fault) return { kind: "commands", outcome: "fault", fault: `${command.type}: ${fault}`, input: input() };
    }
    return { kind: "commands", outcome: refused === sent.length ? "refused" : "executed" };
  });
}

function faultOfScene(scene: Scene): string | undefined {
  for (const body of scene.bodies.values()) {
    try {
      const fault = faultOfShape(scene.kernel, body.shape, body.type);
      if (fault) return fault;
    } catch (thrown) {
      return `a body that cannot be measured: ${describe(thrown)}`;
    }
  }
  return undefined;
}
