import { expect, it } from "vitest";
import { packBatchReply, packReply } from "../protocol/index.js";
import { type EngineManager, loadInterpreter } from "./interpreter.js";

const interpreter = loadInterpreter();
const noFiles = {
  readFile: () => Promise.reject(new Error("no files")),
  exists: () => Promise.resolve(false),
  getAllFiles: () => Promise.resolve([]),
};

/** Says yes to everything. */
const yes = (command: string): Uint8Array => {
  const message = JSON.parse(command);
  return message.type === "modeling_cmd_req"
    ? packReply(message.cmd_id, { type: "empty" })
    : packBatchReply(
        message.batch_id,
        new Map(message.requests.map((r: { cmd_id: string }) => [r.cmd_id, { type: "empty" }])),
      );
};

const agreeing: EngineManager = {
  startNewSession: () => Promise.resolve(),
  fireModelingCommandFromWasm: (_id, _range, command) => yes(command),
  sendModelingCommandFromWasm: async (_id, _range, command) => yes(command),
};

/** A promise that runs into the end of the stack when the interpreter, inside a task of its own, begins to wait for it. */
const trapping: EngineManager = {
  ...agreeing,
  sendModelingCommandFromWasm: () =>
    // biome-ignore lint/suspicious/noThenProperty: the trap has to lie where the interpreter steps
    Object.defineProperty(Promise.resolve(new Uint8Array()), "then", {
      value: () => {
        throw new RangeError("Maximum call stack size exceeded");
      },
    }),
};

const execute = (engine: EngineManager, source = "a = 1") =>
  interpreter.execute(interpreter.parse(source).ast, "main.kcl", engine, noFiles, engine);

it("knows nothing of the programs before, whatever their settings and their end", async () => {
  const first = await execute(agreeing);
  await execute(agreeing, "a = 1\nb = 2");
  expect(await execute(agreeing)).toEqual(first);
  await execute(agreeing, "@settings(defaultLengthUnit = in)\nb = 2");
  await expect(execute(agreeing, "a = 1\nb = unknown")).rejects.toBeDefined();
  expect(await execute(agreeing)).toEqual(first);
  const other = await execute(agreeing, "// Title\n@settings(defaultLengthUnit = cm)\nb = 2");
  expect(await execute(agreeing, "@settings(defaultLengthUnit = cm)\nb = 2")).toMatchObject({
    variables: other.variables,
  });
});

it("fails one execution when the interpreter panics in a task of its own, and runs the next one", async () => {
  await expect(execute(trapping)).rejects.toMatchObject({ code: "kcl_execution" });
  await expect(execute(agreeing)).resolves.toMatchObject({ issues: [] });
});

it("fails one call when the stack ends while it parses, and parses the next program", async () => {
  const endless = `a = ${Array(20000).fill("1").join(" + ")}`;
  expect(() => interpreter.parse(endless)).toThrow(
    expect.objectContaining({ code: "kcl_execution", detail: "it nests too deeply for the interpreter" }),
  );
  expect(interpreter.parse("a = 1").complaints).toEqual([]);
  await expect(execute(agreeing)).resolves.toMatchObject({ issues: [] });
});

it("says what it expected where the interpreter panics over an argument, and runs the next program", async () => {
  const turned = `p = startSketchOn(XY) |> circle(center = [5, 0], radius = 1)
r = revolve(p, axis = { direction = [0, 360deg], origin = [0, 0] })`;
  const { ast } = interpreter.parse(turned);
  await expect(interpreter.execute(ast, "main.kcl", agreeing, noFiles, agreeing)).rejects.toMatchObject({
    code: "kcl_execution",
    detail: expect.stringContaining("gave up: expected length"),
  });
  await expect(execute(agreeing)).resolves.toMatchObject({ issues: [] });
});
