import type { ErrorCode } from "@unbake/ground";

/** Exit statuses of the command, as documented in docs/cli.md. */
export const exit = {
  ok: 0,
  someFailed: 1,
  usage: 2,
  unreadable: 3,
  underThreshold: 4,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const;

/** Exit status of a command whose only file ended with an error of the table. */
export const exitStatusOf = (code: ErrorCode): number => (code === "unreadable" ? exit.unreadable : exit.someFailed);
