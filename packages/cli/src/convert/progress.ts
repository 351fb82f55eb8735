import { duration } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";

export interface Progress {
  /** Counts a file that is done. */
  done(verified: boolean): void;
  stop(): void;
}

const redrawMs = 500;

/** A line on the terminal with the count, the rate and the time left; nothing where nobody watches. */
export function startProgress(terminal: Terminal, total: number): Progress {
  if (!terminal.watched) return { done: () => {}, stop: () => {} };
  const began = performance.now();
  let done = 0;
  let verified = 0;
  const draw = () => terminal.status(progressLine({ done, verified, total, elapsedMs: performance.now() - began }));
  draw();
  const timer = setInterval(draw, redrawMs);
  return {
    done(isVerified) {
      done++;
      if (isVerified) verified++;
      draw();
    },
    stop() {
      clearInterval(timer);
      terminal.status(undefined);
    },
  };
}

/** "[12/158] 9 verified, 2.1 files/s, 1 min 10 s left" */
export function progressLine(state: { done: number; verified: number; total: number; elapsedMs: number }): string {
  const { done, verified, total, elapsedMs } = state;
  const count = `[${done}/${total}] ${verified} verified`;
  if (done === 0) return `${count}, ${duration(elapsedMs)}`;
  const perSecond = done / (elapsedMs / 1000);
  const rate = perSecond >= 1 ? `${perSecond.toFixed(1)} files/s` : `${(1 / perSecond).toFixed(1)} s a file`;
  return `${count}, ${rate}, ${duration(((total - done) * elapsedMs) / done)} left`;
}
