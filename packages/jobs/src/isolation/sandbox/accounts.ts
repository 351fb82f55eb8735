/** Accounts that own nothing, one for each child: as root, children cannot signal or look into each other, whatever else fails. */

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What systemd keeps free for accounts that come and go (DynamicUser): no package makes accounts here, and containers map it. */
const first = 61_184;
const count = 4336;

let next = process.pid;

/** An account for the next child; undefined when we are not root and cannot change ours. */
export function takeAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = first + (next++ % count);
  return { uid: id, gid: id };
}
