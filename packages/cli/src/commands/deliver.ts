/** What a server sent, to a file or to standard output. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { writeWhole } from "../convert/outputs.js";
import type { Terminal } from "../terminal/terminal.js";

/** No file, or `-`: standard output. */
const isStdout = (output: string | undefined): output is undefined | "-" => output === undefined || output === "-";

/** Writes a text. A file is there whole or not at all; in a folder it gets the name `suggested`. */
export async function deliverText(terminal: Terminal, content: string, output: string | undefined, suggested: string) {
  if (isStdout(output)) return terminal.data(content);
  const target = await targetOf(output, suggested);
  await writeWhole(target, content);
  terminal.note(target);
}

/** The same for the bytes of an answer, which are not held in memory; the server's name for them is taken where it gave one. */
export async function deliverBytes(
  terminal: Terminal,
  { body, headers }: Response,
  output: string | undefined,
  suggested: string,
) {
  if (!body) throw new Error("the server sent no file");
  const bytes = Readable.fromWeb(body as ReadableStream);
  if (isStdout(output)) return pipeline(bytes, process.stdout, { end: false });
  const target = await targetOf(output, nameIn(headers.get("content-disposition")) ?? suggested);
  await writeWhole(target, bytes);
  terminal.note(target);
}

async function targetOf(output: string, name: string): Promise<string> {
  const found = await stat(output).catch(() => undefined);
  return found?.isDirectory() ? path.join(output, name) : output;
}

/** The name alone, whatever the server says: it must not lead out of the folder or hide. */
export function nameIn(disposition: string | null): string | undefined {
  const name =
    /filename="([^"]*)"/
      .exec(disposition ?? "")?.[1]
      ?.split(/[/\\]/)
      .at(-1) ?? "";
  return name === "" || name.startsWith(".") ? undefined : name;
}
