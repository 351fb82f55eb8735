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
