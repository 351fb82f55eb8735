import { UnbakeError } from "@unbake/ground";
import type { KclTools } from "./api.js";
import { execute } from "./execute.js";
import { failureOf } from "./interpreter/failure.js";
import { countFreedoms } from "./interpreter/freedom.js";
import { type FileManager, type Interpreter, loadInterpreter } from "./interpreter/interpreter.js";
import { issueOfComplaint, issueOfFinding, placeOfRange } from "./interpreter/places.js";

const noFiles: FileManager = {
  readFile: (path) => Promise.reject(new Error(`no file ${path} here`)),
  exists: () => Promise.resolve(false),
  getAllFiles: () => Promise.resolve([]),
};

function parse(interpreter: Interpreter, source: string): unknown {
  const { ast, complaints } = interpreter.parse(source);
  const error = complaints.find((c) => c.severity !== "Warning");
  if (error || ast === null || ast === undefined) {
    const { line, column } = placeOfRange(source, error?.sourceRange);
    throw new UnbakeError("kcl_syntax", `line ${line}, column ${column}: ${error?.message ?? "no program"}`);
  }
  return ast;
}

/** The interpreter keeps one cache for the whole process: executions take turns. */
function turns(): <T>(body: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (body) => {
    const next = last.then(body, body);
    last = next.catch(() => undefined);
    return next;
  };
}

const inTurn = turns();

/** Loads the interpreter (about 0.1 s the first time) and returns its tools. They may be shared by the whole process. */
export function createKclTools(): Promise<KclTools> {
  const interpreter = loadInterpreter();
  return Promise.resolve({
    version: interpreter.version,
    memoryBytes: () => interpreter.memoryBytes(),
    parse: (source) => parse(interpreter, source),
    format: (source) => interpreter.format(parse(interpreter, source)),
    async lint(source) {
      const ast = parse(interpreter, source);
      return (await interpreter.lint(ast)).map((finding) => issueOfFinding(source, finding));
    },
    mock: (source) =>
      inTurn(async () => {
        const ast = parse(interpreter, source);
        try {
          const outcome = await interpreter.mock(ast, "main.kcl", noFiles);
          return {
            freedom: countFreedoms(outcome.variables),
            issues: outcome.issues.map((issue) => issueOfComplaint(source, issue)),
          };
        } catch (thrown) {
          throw failureOf(source, thrown);
        }
      }),
    execute: (source, options) => inTurn(() => execute(interpreter, source, parse(interpreter, source), options)),
  } satisfies KclTools);
}
