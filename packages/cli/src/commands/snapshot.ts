import path from "node:path";
import type { Job } from "@unbake/jobs";
import { type Ground, type PictureStyle, type SectionPlane, type ViewName, viewNames } from "@unbake/snapshot";
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
  readonly style?: PictureStyle;
  readonly section?: SectionPlane;
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
export function pictureFiles(
  file: string,
  output: string | undefined,
  views: readonly ViewName[],
  extension = "png",
): string[] {
  const whole = output ?? path.join(path.dirname(file), `${safeStem(file)}.${extension}`);
  return views.map((view) => (views.length === 1 ? whole : whole.replace(/\.(?:png|svg)$/i, `.${view}.${extension}`)));
}

/** `unbake snapshot`: draws a CAD or KCL file; returns the exit status. */
export async function snapshot(file: string, options: SnapshotCommandOptions, terminal: Terminal): Promise<number> {
  const { views, size: sizePx, json, childModule, style = "shaded" } = options;
  const extension = style === "line" ? "svg" : "png";
  if (options.output !== undefined && !options.output.toLowerCase().endsWith(extension)) {
    terminal.note(`the name of a ${style} picture ends in .${extension}`);
    return exit.usage;
  }
  const answer = await runJob(jobOf(file, options), [file], childModule);
  if (answer.kind === "interrupted") return exit.interrupted;
  if (answer.kind === "failure") {
    const { code, message, status } = answer.failure;
    if (json) terminal.data(JSON.stringify({ file, status, code, message }));
    terminal.note(`${file}: ${message}`);
    return exitStatusOf(code);
  }
  if (answer.kind !== "snapshot" && answer.kind !== "drawing")
    throw new Error(`a snapshot answered with ${answer.kind}`);
  const pictures =
    answer.kind === "snapshot"
      ? answer.report.pictures.map(({ view, png }) => ({ view, data: png }))
      : answer.report.drawings.map(({ view, svg }) => ({ view, data: new TextEncoder().encode(svg) }));
  const paths = pictureFiles(file, options.output, views, extension);
  for (const [i, target] of paths.entries()) await writeWhole(target, pictures[i]?.data ?? new Uint8Array());
  if (json) {
    const { pictures: _p, drawings: _d, warnings: _w, ...facts } = { pictures: 0, drawings: 0, ...answer.report };
    const written = pictures.map(({ view, data }, i) => ({ view, path: paths[i], bytes: data.length }));
    const size = answer.kind === "snapshot" ? { size: sizePx } : {};
    terminal.data(JSON.stringify({ file, status: "success", ...size, ...facts, pictures: written }));
  } else {
    terminal.data(paths.join("\n"));
  }
  for (const warning of answer.report.warnings) terminal.note(warning);
  return exit.ok;
}

function jobOf(file: string, { views, size: sizePx, ground, style, section }: SnapshotCommandOptions): Job {
  const plane = section ? { section } : {};
  if (style === "line") return { kind: "drawing", path: path.resolve(file), views, ...plane };
  return { kind: "snapshot", path: path.resolve(file), views, sizePx, ground, ...plane };
}
