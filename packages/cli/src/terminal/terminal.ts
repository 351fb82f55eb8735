/**
 * Where words go: data to stdout, everything else to stderr; colours only where a person reads them.
 */
import { createInterface } from "node:readline";
import pc from "picocolors";

/** The two streams and what a person may expect of them; tests pass their own. */
export interface Terminal {
  /** Data: one line, or a block that ends with a line break. */
  data(text: string): void;
  /** Anything that is not data. */
  note(text: string): void;
  /** What a person answers to a question on stderr; undefined when there is none to ask. */
  ask(question: string): Promise<string | undefined>;
  /** True when a person watches stderr. */
  readonly watched: boolean;
  /** Colours for stdout. */
  readonly paint: ReturnType<typeof pc.createColors>;
  /** Shows one line on stderr that the next one replaces; undefined clears it. */
  status(line: string | undefined): void;
}

/** The terminal of this process. Honours NO_COLOR and FORCE_COLOR (picocolors), and pipes. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // The reader of a pipe may have had enough (`unbake ... | head`): that is its right. Work ends as by `kill`, in good order.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (!process.emit("SIGTERM")) process.exit();
  });
  // Nobody needs to read the notes.
  stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const noColor = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== "";
  const paint = pc.createColors(pc.isColorSupported && stdout.isTTY === true && !noColor);
  let shown = false;
  const clear = () => {
    if (shown) stderr.write("\r\x1b[2K");
    shown = false;
  };
  /** Names of files may hold escapes that a terminal obeys: only colours are let through, and only where we paint. */
  const harmless = (text: string) => text.split("\n").map(printable).join("\n");
  const painted = (text: string) =>
    text
      .split(colours)
      .map((part, i) => (i % 2 === 0 ? harmless(part) : part))
      .join("");
  const line = (text: string) => (text.endsWith("\n") ? text : `${text}\n`);
  return {
    data(text) {
      clear();
      stdout.write(line(stdout.isTTY === true ? painted(text) : text));
    },
    note(text) {
      clear();
      stderr.write(line(harmless(text)));
    },
    async ask(question) {
      clear();
      return process.stdin.isTTY === true && stderr.isTTY === true ? answerTo(harmless(question)) : undefined;
    },
    watched: stderr.isTTY === true,
    paint,
    status(text) {
      if (stderr.isTTY !== true) return;
      clear();
      if (text === undefined) return;
      // Some terminals say that they have no columns.
      stderr.write(printable(text).slice(0, Math.max(20, (stderr.columns || 80) - 1)));
      shown = true;
    },
  };
}

/** One line of the terminal; its end (Ctrl-D) is an empty answer. */
function answerTo(question: string): Promise<string> {
  const { stdin: input, stderr: output } = process;
  const lines = createInterface({ input, output });
  return new Promise((resolve) => {
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
    lines.on("close", () => resolve(""));
    // In this mode Ctrl-C is a key like any other until somebody makes a signal of it.
    lines.on("SIGINT", () => {
      lines.close();
      process.kill(process.pid, "SIGINT");
    });
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const colours = /(\u001b\[[\d;]*m)/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is shown as text
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The line with control characters as escapes that are read and not obeyed. */
export function printable(line: string): string {
  return line.replace(controls, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
