import type { Shape } from "@unbake/kernel";
import type { ExecutedBody, ExecuteOptions, Execution, Issue } from "./api.js";
import { runCommand } from "./commands/index.js";
import { artifactsOf, bodyNames } from "./interpreter/artifacts.js";
import { failureOf } from "./interpreter/failure.js";
import { countFreedoms } from "./interpreter/freedom.js";
import type { FileManager, Interpreter } from "./interpreter/interpreter.js";
import { issueOfComplaint, placeOfRange } from "./interpreter/places.js";
import { type Limits, startLimits } from "./limits.js";
import { emptyScene, type Scene, type Body as SceneBody } from "./model/scene.js";
import { startSession } from "./protocol/session.js";

function filesOf(options: ExecuteOptions): FileManager {
  const read = options.readFile;
  return {
    readFile: (path) => (read ? read(path) : Promise.reject(new Error(`no files here: ${path}`))),
    exists: async (path) => {
      if (!read) return false;
      return read(path).then(
        () => true,
        () => false,
      );
    },
    getAllFiles: () => Promise.resolve([]),
  };
}

/** For every face the line of the statement that made it, 0 where that is a library's or unknown. */
function faceLines(scene: Scene, body: SceneBody, source: string): number[] {
  const lines = scene.kernel.topology(body.shape).faces.map(() => 0);
  for (const [name, faces] of body.names.faces) {
    const range = scene.madeAt.get(name);
    if (range?.[2] !== 0) continue;
    const { line } = placeOfRange(source, range);
    for (const face of faces) if (lines[face] === 0) lines[face] = line;
  }
  return lines;
}

/** Operations wrap their results in compounds: one solid is handed out as itself. Its parts keep their order. */
function unwrapped(scene: Scene, shape: Shape): Shape {
  if (shape.kind !== "compound") return shape;
  const solids = scene.kernel.solids(shape);
  const [only] = solids;
  return only && solids.length === 1 && scene.kernel.topology(shape).shells.every((shell) => shell.solid >= 0)
    ? only
    : shape;
}

const warningsOf = (scene: Scene, source: string): Issue[] =>
  scene.warnings.map(({ message, range }) => ({ severity: "warning", message, ...placeOfRange(source, range) }));

const nameOf = (name: string | undefined) => (name === undefined ? {} : { name });

/** Hiding is for looks: Zoo exports hidden bodies too, so they are handed out with a mark. */
function bodiesOf(scene: Scene, source: string, variables: unknown): ExecutedBody[] {
  const called = bodyNames(variables);
  return [...scene.bodies.values()].map((body) => ({
    id: body.id,
    names: body.names,
    ...nameOf(called.get(body.id)),
    shape: unwrapped(scene, body.shape),
    type: body.type,
    faceLines: faceLines(scene, body, source),
    ...(body.visible ? {} : { hidden: true }),
    ...(body.color ? { color: body.color } : {}),
  }));
}

/** What is executed: the program as text and as the parser's tree. */
interface Source {
  readonly text: string;
  readonly ast: unknown;
}

/** One run of the whole program on a scene of its own. */
async function runWhole(
  interpreter: Interpreter,
  { text, ast }: Source,
  options: ExecuteOptions,
  limits: Limits,
): Promise<Omit<Execution, "ms">> {
  const engineOf = (scene: Scene) =>
    startSession((id, command, range) => {
      scene.range = range;
      return runCommand(scene, command, id);
    }, limits.check);
  const scene = emptyScene(options.kernel);
  const session = engineOf(scene);
  try {
    const { over } = limits;
    // A program may ask for files before it sends a command, at which the limits are checked.
    limits.check();
    const blank = engineOf(emptyScene(options.kernel));
    const outcome = await interpreter.execute(ast, options.path ?? "main.kcl", session, filesOf(options), blank, {
      over,
    });
    const failure = session.failure();
    if (failure) throw failure.error;
    return {
      bodies: bodiesOf(scene, text, outcome.variables),
      issues: [...outcome.issues.map((issue) => issueOfComplaint(text, issue)), ...warningsOf(scene, text)],
      commands: session.commands(),
      freedom: () => countFreedoms(outcome.variables),
      artifacts: () => artifactsOf(outcome.artifactGraph, text),
    };
  } catch (thrown) {
    limits.check();
    throw failureOf(text, thrown, session.failure());
  }
}

/** Executes a parsed program; see `KclTools.execute`. */
export async function execute(
  interpreter: Interpreter,
  text: string,
  ast: unknown,
  options: ExecuteOptions,
): Promise<Execution> {
  const started = performance.now();
  const source = { text, ast };
  const limits = startLimits(options);
  const run = await runWhole(interpreter, source, options, limits).finally(limits.stop);
  return { ...run, ms: performance.now() - started };
}
