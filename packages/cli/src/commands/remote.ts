/** What all commands against a server share: who asks, how data is printed, how lists are read. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Command, InvalidArgumentError, Option } from "commander";
import { exit } from "../exit.js";
import { fileReason } from "../fileError.js";
import type { Terminal } from "../terminal/terminal.js";
import { type Client, createClient, defaultHost, readList } from "./client.js";
import { CommandError, usage } from "./errors.js";
import { addFormat, type Format, print } from "./format.js";

export type End = (result: Promise<number>) => Promise<void>;
export type Row = Readonly<Record<string, unknown>>;

export interface RemoteFlags {
  readonly host?: string;
  readonly token?: string;
  readonly tokenFile?: string;
}

export interface CommonFlags extends RemoteFlags {
  readonly format: Format;
}

/** Adds where the server is and who asks. */
export function addRemote(command: Command): Command {
  return command
    .option("--host <url>", `the service (UNBAKE_HOST, else ${defaultHost})`)
    .option("--token-file <file>", "a file with the token, - is standard input (else UNBAKE_TOKEN)")
    .addOption(new Option("--token <token>", "the token itself, for all to see").hideHelp());
}

/** A command that talks to a server and prints data. */
export function remote(command: Command): Command {
  return addFormat(addRemote(command));
}

/** Does the work with a client; what the server refuses is told in its words. */
export async function withClient(
  flags: RemoteFlags,
  terminal: Terminal,
  work: (client: Client) => Promise<number | undefined>,
): Promise<number> {
  const client = createClient(flags.host ?? process.env.UNBAKE_HOST ?? defaultHost, await tokenOf(flags, terminal));
  return (await work(client)) ?? exit.ok;
}

async function tokenOf({ token, tokenFile }: RemoteFlags, terminal: Terminal): Promise<string> {
  if (token !== undefined && tokenFile !== undefined) throw usage("give --token-file or --token, not both");
  if (tokenFile !== undefined) return tokenIn(tokenFile);
  if (token !== undefined) {
    terminal.note(
      "unbake: warning: an argument is seen by everybody on this machine and kept by the shell: set UNBAKE_TOKEN or give --token-file",
    );
    return token;
  }
  const { UNBAKE_TOKEN: known } = process.env;
  if (!known) throw usage("no token: set UNBAKE_TOKEN or give --token-file (`unbake token create` makes one)");
  return known;
}

async function tokenIn(file: string): Promise<string> {
  let content: string;
  try {
    content = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    throw new CommandError(exit.unreadable, `--token-file ${file}: ${fileReason(error)}`, { cause: error });
  }
  // As `unbake token create` prints it, or alone.
  const token = content.trim().replace(/^token: /, "");
  if (!/^[!-~]+$/.test(token)) throw usage(`--token-file ${file}: there is no token in it, or more than one`);
  return token;
}

export interface ListFlags extends CommonFlags {
  readonly limit?: number;
  readonly pageToken?: string;
  readonly paginate: boolean;
  readonly sort?: string;
  readonly sortBy?: string;
}

/** Shown unless asked for otherwise. */
const defaultMost = 100;

/** Adds what all lists know; `--sort-by` is Zoo's name for `--sort`. */
export function addListing(command: Command): Command {
  return remote(command)
    .option("--sort <order>", "such as created_at_descending")
    .addOption(new Option("--sort-by <order>", "the same as --sort").hideHelp())
    .addOption(
      new Option("--limit <n>", `at most so many (${defaultMost}); with --paginate: so many a request`).argParser(
        atLeastOne,
      ),
    )
    .option("--page-token <token>", "go on where a list was cut")
    .option("--paginate", "all of it, page by page", false);
}

/** Prints a list, and says on stderr when there is more of it. */
export async function printList(
  client: Client,
  terminal: Terminal,
  flags: ListFlags,
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
  columns: readonly string[],
): Promise<void> {
  const { limit, paginate, pageToken, format } = flags;
  const order = flags.sort ?? flags.sortBy;
  const { items, next } = await readList<Row>(
    client,
    path,
    { ...asked, sort_by: order && underscored(order) },
    {
      most: paginate ? Number.POSITIVE_INFINITY : (limit ?? defaultMost),
      ...(paginate && limit !== undefined && { pageSize: limit }),
      ...(pageToken !== undefined && { from: pageToken }),
    },
  );
  print(terminal, format, items, columns);
  if (next !== undefined)
    terminal.note(`unbake: ${items.length} are shown, there are more: --paginate, or --page-token ${next}`);
}

/** Zoo's command line writes the API's words with dashes. */
export const underscored = (word: string) => word.replaceAll("-", "_").toLowerCase();

/** A whole number from 1. */
export function atLeastOne(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number of at least 1.");
  return number;
}

/** An option that may be given several times. */
export const several = (value: string, before: readonly string[] = []) => [...before, value];

export const datasetPath = (id: string) => `/org/datasets/${encodeURIComponent(id)}`;
