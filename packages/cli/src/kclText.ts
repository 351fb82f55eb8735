/** `unbake fmt` and `unbake lint`: Zoo's own formatter and linter on KCL files, without executing them. */
import { readFile } from "node:fs/promises";
import { createKclTools, type Issue, type KclTools } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import { writeWhole } from "./convert/outputs.js";
import { exit } from "./exit.js";
import { fileReason } from "./fileError.js";
import type { Terminal } from "./terminal/terminal.js";

/** Calls `body` with each file's text; what a file is refused for is noted, and the other ones go on. Returns the exit status. */
async function eachText(
  files: readonly string[],
  terminal: Terminal,
  body: (tools: KclTools, file: string, text: string) => Promise<boolean>,
): Promise<number> {
  const tools = await createKclTools();
  let status: number = exit.ok;
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      terminal.note(`${file}: ${fileReason(error)}`);
    });
    if (text === undefined) {
      status = exit.unreadable;
      continue;
    }
    try {
      if (!(await body(tools, file, text)) && status === exit.ok) status = exit.someFailed;
    } catch (error) {
      if (!(error instanceof UnbakeError)) throw error;
      terminal.note(`${file}: ${error.message}`);
      if (status === exit.ok) status = exit.someFailed;
    }
  }
  return status;
}

/** Formats files in place; with `check` writes nothing, lists those that would change, and returns 1 when there are any. */
export function fmt(
  files: readonly string[],
  { check }: { readonly check: boolean },
  terminal: Terminal,
): Promise<number> {
  return eachText(files, terminal, async (tools, file, text) => {
    const formatted = tools.format(text);
    if (formatted === text) return true;
    if (check) terminal.data(file);
    else await writeWhole(file, formatted);
    return !check;
  });
}

/** Prints what the linter finds, one a line; returns 1 when it finds anything. */
export function lint(
  files: readonly string[],
  { json }: { readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  return eachText(files, terminal, async (tools, file, text) => {
    const issues = await tools.lint(text);
    for (const issue of issues) terminal.data(json ? JSON.stringify({ file, ...issue }) : lineOf(file, issue));
    return issues.length === 0;
  });
}

function lineOf(file: string, { line, column, code, message }: Issue): string {
  const [first] = message.split("\n");
  return `${file}:${line}:${column}: ${code}: ${first}`;
}
