import type { Issue } from "@unbake/engine";
import { UnbakeError } from "@unbake/ground";
import type { KclReport } from "../jobs.js";
import { readBytes } from "./bytes.js";
import type { Tools } from "./tools.js";

/** What the official front end says of a program: its findings, and the program as its formatter writes it. */
export async function readProgram(tools: Tools, file: string): Promise<KclReport> {
  const source = new TextDecoder().decode(readBytes(tools.files, file));
  const kcl = await tools.kcl();
  try {
    const formatted = kcl.format(source);
    const findings = [...(await kcl.lint(source)), ...(await executed(kcl, source))];
    return { formatted, issues: findings };
  } catch (error) {
    return { issues: [issueOf(error)] };
  }
}

async function executed(kcl: Awaited<ReturnType<Tools["kcl"]>>, source: string): Promise<readonly Issue[]> {
  try {
    return (await kcl.mock(source)).issues;
  } catch (error) {
    return [issueOf(error)];
  }
}

/** The place is in the message, as every error of a program has it; else it is the whole program's. */
function issueOf(error: unknown): Issue {
  if (!(error instanceof UnbakeError)) throw error;
  const match = /line (\d+), column (\d+): (.*)/s.exec(error.message);
  if (!match) return { severity: "error", message: error.message, line: 1, column: 1 };
  const [, line, column, message = error.message] = match;
  return { severity: "error", message, line: Number(line), column: Number(column) };
}
