import { UnbakeError } from "@unbake/kernel";
import type { ExecuteOptions, Execution } from "./api.js";
import { failureOf } from "./interpreter/failure.js";
import type { FileManager, Interpreter } from "./interpreter/interpreter.js";
import { issueOfComplaint } from "./interpreter/places.js";
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

/** Executes a parsed program; see `KclTools.execute`. */
export async function execute(
  interpreter: Interpreter,
  source: string,
  ast: unknown,
  options: ExecuteOptions,
): Promise<Execution> {
  const started = performance.now();
  const session = startSession((_id, command) => {
    throw new UnbakeError("unsupported_command", command.type);
  }, options.signal);
  try {
    const outcome = await interpreter.execute(ast, options.path ?? "main.kcl", session, filesOf(options));
    const failure = session.failure();
    if (failure) throw failure;
    return {
      bodies: [],
      issues: outcome.issues.map((issue) => issueOfComplaint(source, issue)),
      commands: session.commands,
      ms: performance.now() - started,
    };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw session.failure() ?? failureOf(source, thrown);
  }
}
