/** Progress of conversions, by asking again and again: that works with every server, Zoo's too. */
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import type { Client } from "./client.js";
import { print } from "./format.js";
import { type CommonFlags, datasetPath } from "./remote.js";

interface Conversion {
  readonly file_path: string;
  readonly status: string;
  readonly phase: string;
}

const pictures = ["original_snapshot_images", "raw_kcl_snapshot_images", "salon_kcl_snapshot_images"];
const ended = (status: string) => status !== "queued" && status !== "in_progress";
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/** Until the conversion has ended. */
export async function watchOne(
  client: Client,
  dataset: string,
  id: string,
  flags: CommonFlags & { readonly every: number },
  terminal: Terminal,
): Promise<number> {
  for (let before = ""; ; await pause(flags.every)) {
    const found = await client.json<Conversion>(`${datasetPath(dataset)}/conversions/${encodeURIComponent(id)}`);
    const state = `${found.status} ${found.phase}`;
    if (state !== before) terminal.note(`${found.file_path}: ${found.status}, ${found.phase}`);
    before = state;
    if (!ended(found.status)) continue;
    const shown = Object.entries(found).filter(([key]) => !pictures.includes(key) && !key.endsWith("_output"));
    print(terminal, flags.format, Object.fromEntries(shown.filter(([key]) => key !== "output" && key !== "metadata")));
    return found.status === "success" ? exit.ok : exit.someFailed;
  }
}

interface Stats {
  readonly total: number;
  readonly successes: number;
  readonly failures: number;
  readonly by_status: Readonly<Record<string, number>>;
}

/** Until all conversions of the dataset have ended. */
export async function watchDataset(
  client: Client,
  dataset: string,
  every: number,
  terminal: Terminal,
): Promise<number> {
  for (let before = ""; ; await pause(every)) {
    const { total, successes, failures, by_status } = await client.json<Stats>(`${datasetPath(dataset)}/stats`);
    const { queued = 0, in_progress: running = 0 } = by_status;
    const left = queued + running;
    const line = `${total - left} of ${total} ended: ${successes} success, ${failures} errors, ${running} running`;
    if (terminal.watched) terminal.status(line);
    else if (line !== before) terminal.note(line);
    before = line;
    if (left > 0) continue;
    terminal.status(undefined);
    terminal.data(line);
    return failures === 0 ? exit.ok : exit.someFailed;
  }
}
