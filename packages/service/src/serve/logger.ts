import type { Config } from "../config/index.js";
import { createLogger, type LogFormat, type Logger, type LogLevel } from "../log/index.js";

/** The log that the configuration asks for, on standard error. */
export function loggerOf({ log_level, log_format }: Pick<Config, "log_level" | "log_format">): Logger {
  // The settings' parsers let nothing else pass.
  return createLogger({ level: log_level as LogLevel, format: log_format as LogFormat });
}
