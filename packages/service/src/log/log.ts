/** Log lines: one JSON object a line, or for people one line of text. Every line says who speaks. */

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogFormat = "json" | "text";

export type LogFields = Readonly<Record<string, unknown>>;

export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose lines all carry `fields`: { conversion: id }. */
  scope(fields: LogFields): Logger;
}

export interface LogOptions {
  readonly level?: LogLevel;
  readonly format?: LogFormat;
  /** Takes whole lines without their end; standard error by default. */
  readonly write?: (line: string) => void;
}

/** Values must be plain data; an `Error` becomes its message and stack. */
export function createLogger(options: LogOptions = {}, fields: LogFields = {}): Logger {
  const { level = "info", format = "json", write = (line: string) => void process.stderr.write(`${line}\n`) } = options;
  const least = logLevels.indexOf(level);
  const say =
    (at: LogLevel) =>
    (message: string, more: LogFields = {}) => {
      if (logLevels.indexOf(at) < least) return;
      write(lineOf(format, at, message, { ...fields, ...more }));
    };
  return {
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
    scope: (more) => createLogger(options, { ...fields, ...more }),
  };
}

/** Says nothing: for tests and libraries. */
export const silentLogger: Logger = createLogger({ write: () => {} });

function lineOf(format: LogFormat, level: LogLevel, message: string, fields: LogFields): string {
  const time = new Date().toISOString();
  const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, plainOf(value)]));
  if (format === "json") return JSON.stringify({ time, level, message, ...plain });
  const tail = Object.entries(plain).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${time.slice(11, 23)} ${level.padEnd(5)} ${message}${tail.join("")}`;
}

function plainOf(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { code } = value as { code?: unknown };
  return { message: value.message, ...(typeof code === "string" && { code }), stack: value.stack };
}
