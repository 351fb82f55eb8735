import { exit } from "./exit.js";
import { runJob } from "./job.js";
import { facts, table } from "./terminal/table.js";
import type { Terminal } from "./terminal/terminal.js";

export interface DoctorCommandOptions {
  readonly json: boolean;
  readonly version: string;
  readonly workerModule?: string;
}

/** `unbake doctor`: versions and a self-test of every part that a conversion needs; returns the exit status. */
export async function doctor(options: DoctorCommandOptions, terminal: Terminal): Promise<number> {
  const answer = await runJob({ kind: "selfTest" }, [], options.workerModule);
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
  const healthy = checks.every((check) => check.ok);
  if (options.json) {
    terminal.data(JSON.stringify({ healthy, versions, checks }));
  } else {
    terminal.data(facts(Object.entries(versions)));
    const rows = checks.map((c) => [c.ok ? "ok" : "FAILED", c.what, `${Math.round(c.ms)} ms`, c.detail]);
    terminal.data(
      `\n${table([{ title: "check" }, { title: "what" }, { title: "time", right: true }, { title: "detail" }], rows)}`,
    );
  }
  return healthy ? exit.ok : exit.someFailed;
}
