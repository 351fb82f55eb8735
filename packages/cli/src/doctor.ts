import { childIsolation, describeIsolation, type Isolation, isFull, type SandboxMode } from "@unbake/jobs";
import { exit } from "./exit.js";
import { runJob } from "./job.js";
import { sandboxMode } from "./session.js";
import { facts, table } from "./terminal/table.js";
import type { Terminal } from "./terminal/terminal.js";

export interface DoctorCommandOptions {
  readonly json: boolean;
  readonly version: string;
  readonly childModule?: string;
}

/** `unbake doctor`: versions and a self-test of every part that a conversion needs; returns the exit status. */
export async function doctor(options: DoctorCommandOptions, terminal: Terminal): Promise<number> {
  const sandbox = sandboxMode();
  const isolation = childIsolation({
    sandbox: sandbox === "require" ? "auto" : sandbox,
    ...(options.childModule !== undefined && { childModule: options.childModule }),
  });
  const isolated = isolationCheck(isolation, sandbox);
  if (!isolated.ok) return report({ ...options, versions: {}, checks: [isolated], isolation }, terminal);
  const answer = await runJob({ kind: "selfTest" }, [], options.childModule);
  if (answer.kind === "interrupted") return exit.interrupted;
  const versions = {
    unbake: options.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    ...(answer.kind === "selfTest" ? answer.report.versions : {}),
  };
  const checks =
    answer.kind === "selfTest"
      ? answer.report.checks
      : [
          {
            what: "start a worker",
            ok: false,
            detail: answer.kind === "failure" ? answer.failure.message : answer.kind,
            ms: 0,
          },
        ];
  return report({ ...options, versions, checks: [...checks, isolated], isolation }, terminal);
}

interface Check {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly ms: number;
}

/** Less than full isolation is no fault of the installation, unless it is required. */
function isolationCheck(isolation: Isolation, sandbox: SandboxMode): Check {
  const full = isFull(isolation);
  const detail = `${full ? "" : "REDUCED, "}${describeIsolation(isolation)}`;
  return { what: "isolation of conversions", ok: full || sandbox !== "require", detail, ms: 0 };
}

interface Findings extends DoctorCommandOptions {
  readonly versions: Readonly<Record<string, string>>;
  readonly checks: readonly Check[];
  readonly isolation: Isolation;
}

function report({ json, versions, checks, isolation }: Findings, terminal: Terminal): number {
  const healthy = checks.every((check) => check.ok);
  if (json) {
    terminal.data(JSON.stringify({ healthy, versions, checks, isolation }));
  } else {
    terminal.data(facts(Object.entries(versions)));
    const rows = checks.map((c) => [c.ok ? "ok" : "FAILED", c.what, `${Math.round(c.ms)} ms`, c.detail]);
    terminal.data(
      `\n${table([{ title: "check" }, { title: "what" }, { title: "time", right: true }, { title: "detail" }], rows)}`,
    );
  }
  return healthy ? exit.ok : exit.someFailed;
}
