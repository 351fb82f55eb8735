/** `unbake serve` and `unbake worker`: a service in this process, until it is told to end. */
import type { Command } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { addSettings, type Flags, readConfig } from "./settings.js";

const serveFlags = [
  "port",
  "host",
  "data",
  "database_url",
  "storage",
  "jobs",
  "timeout_seconds",
  "log_level",
  "log_format",
] as const;
const childFlags = ["data", "database_url", "storage", "jobs", "timeout_seconds", "log_level", "log_format"] as const;

/** Adds the two commands. */
export function addServeCommands(
  program: Command,
  end: (result: Promise<number>) => Promise<void>,
  terminal: Terminal,
  setting: ServeSetting,
): void {
  const serve = program
    .command("serve")
    .description("run the service: API, page, feeder and workers; PostgreSQL comes along unless a URL is given")
    .addHelpText(
      "before",
      "Examples:\n  unbake serve --port 8080 --data ./unbake-data\n  DATABASE_URL=postgres://db/unbake unbake serve --jobs 0\n",
    );
  addSettings(serve, serveFlags).action((flags: Flags) => end(run({ flags, withApi: true, ...setting }, terminal)));

  const worker = program
    .command("worker")
    .description("convert what a service has queued, on this machine; the same database and storage as the service")
    .addHelpText(
      "before",
      "Examples:\n  unbake worker --database-url postgres://db/unbake --storage s3://bucket/unbake --jobs 8\n",
    );
  addSettings(worker, childFlags).action((flags: Flags) => end(run({ flags, withApi: false, ...setting }, terminal)));
}

export interface ServeSetting {
  readonly version: string;
  /** For tests: a worker module instead of the real one. */
  readonly childModule?: string;
}

interface Run extends ServeSetting {
  readonly flags: Flags;
  readonly withApi: boolean;
}

/** Time for everything but conversions to come to an end; whatever holds on longer is cut off, which is no worse than a crash. */
const closingMs = 8000;

async function run({ flags, ...what }: Run, terminal: Terminal): Promise<number> {
  const { loggerOf, startService } = await import("@unbake/service");
  const config = await readConfig(flags, terminal);
  const log = loggerOf(config);
  // From the first moment on: a process that ends while it starts must not leave a database server behind.
  const told = untilTold();
  let cutOff: NodeJS.Timeout | undefined;
  told.then((signal) => {
    log.info("going down", { signal });
    cutOff = setTimeout(
      () => {
        log.warn("the process ends although something has not come to its end");
        process.exit(exit.ok);
      },
      config.drain_seconds * 1000 + closingMs,
    );
  });
  const service = await startService({ config, log, ...what });
  if (service.firstToken !== undefined) terminal.data(`token: ${service.firstToken}`);
  if (service.api) terminal.note(`unbake serves at http://${printable(config.host)}:${service.api.port}/`);
  await told;
  await service.stop();
  clearTimeout(cutOff);
  return exit.ok;
}

/** `timeout`, npm and containers send a signal to the process and again to its group: within this time they are one word, not two. */
const sameWordMs = 2000;

/** Resolves with the first SIGTERM or SIGINT; the next one that is another word ends the process at once. */
function untilTold(): Promise<string> {
  return new Promise((resolve) => {
    let toldAt: number | undefined;
    const hear = (signal: NodeJS.Signals) => {
      if (toldAt !== undefined && performance.now() - toldAt > sameWordMs) process.exit(exit.interrupted);
      toldAt ??= performance.now();
      resolve(signal);
    };
    process.on("SIGTERM", hear);
    process.on("SIGINT", hear);
  });
}

function printable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
