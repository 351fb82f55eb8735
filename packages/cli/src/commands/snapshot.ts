import path from "node:path";
import { type Ground, type ViewName, viewNames } from "@unbake/snapshot";
import { safeStem } from "../convert/names.js";
import { writeWhole } from "../convert/outputs.js";
import { exit, exitStatusOf } from "../exit.js";
import { runJob } from "../job.js";
import type { Terminal } from "../terminal/terminal.js";

export interface SnapshotCommandOptions {
  readonly output?: string;
  readonly views: readonly ViewName[];
  readonly size: number;
  readonly ground: Ground;
  readonly json: boolean;
  readonly childModule?: string;
}

/** The views that a list like "iso,front" names, each once, in its order; undefined when one of them is none of ours. */
export function viewsOf(text: string): readonly ViewName[] | undefined {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const views = names.flatMap((name) => viewNames.find((view) => view === name) ?? []);
  return views.length === names.length ? views : undefined;
}

/** Where the picture of each view goes: to `output` (or NAME.png beside the file), with the view before ".png" when there are several. */
export function pictureFiles(file: string, output: string | undefined, views: readonly ViewName[]): string[] {
  const whole = output ?? path.join(path.dirname(file), `${safeStem(file)}.png`);
  return views.map((view) => (views.length === 1 ? whole : whole.replace(/\.png$/i, `.${view}.png`)));
}

/** `unbake snapshot`: draws a CAD or KCL file; returns the exit status. */
export async function snapshot(file: string, options: SnapshotCommandOptions, terminal: Terminal): Promise<number> {
  const { views, size: sizePx, ground, json, childModule } = options;
  const job = { kind: "snapshot", path: path.resolve(file), views, sizePx, ground } as const;
  const answer = await runJob(job, [file], childModule);
  if (answer.kind === "interrupted") return exit.interrupted;
  if (answer.kind === "failure") {
    const { code, message, status } = answer.failure;
    if (json) terminal.data(JSON.stringify({ file, status, code, message }));
    terminal.note(`${file}: ${message}`);
    return exitStatusOf(code);
  }
  if (answer.kind !== "snapshot") throw new Error(`a snapshot answered with ${answer.kind}`);
  const { pictures, bodies, triangles, warnings } = answer.report;
  const paths = pictureFiles(file, options.output, views);
  for (const [i, target] of paths.entries()) await writeWhole(target, pictures[i]?.png ?? new Uint8Array());
  if (json) {
    const written = pictures.map(({ view, png }, i) => ({ view, path: paths[i], bytes: png.length }));
    terminal.data(JSON.stringify({ file, status: "success", size: sizePx, bodies, triangles, pictures: written }));
  } else {
    terminal.data(paths.join("\n"));
  }
  for (const warning of warnings) terminal.note(warning);
  return exit.ok;
}
