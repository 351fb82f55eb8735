// Frames of a page while something goes on in it.
import type { Page } from "playwright-core";
import { rounded } from "../runner/numbers.js";

export interface Frames {
  readonly frames: number;
  readonly longest_ms: number;
  readonly median_ms: number;
  /** Frames that took longer than a tenth of a second. */
  readonly over_100_ms: number;
}

/** Runs a script in the page that calls `frame()` once a frame and ends; the first frames, in which it begins, count as well. */
export async function framesOf(page: Page, script: string): Promise<Frames> {
  const times = (await page.evaluate(`(async () => {
    const times = [];
    let last = performance.now();
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      resolve();
    }));
    await frame();
    times.length = 0;
    ${script}
    return times;
  })()`)) as number[];
  const sorted = [...times].sort((a, b) => a - b);
  return {
    frames: times.length,
    longest_ms: rounded(sorted.at(-1) ?? 0, 1), // default: there was no frame
    median_ms: rounded(sorted[Math.floor(sorted.length / 2)] ?? 0, 1),
    over_100_ms: times.filter((ms) => ms > 100).length,
  };
}
