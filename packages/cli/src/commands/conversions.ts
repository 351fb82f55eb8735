/** `unbake conversion`: conversions of a dataset, against any server that speaks Zoo's API. */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { type Command, Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { addRemote, type Client, pages, type RemoteFlags } from "./client.js";
import { atLeastOne, type CommonFlags, remote, withClient } from "./datasets.js";
import { print } from "./format.js";

type End = (result: Promise<number>) => Promise<void>;

interface Conversion {
  readonly id: string;
  readonly file_path: string;
  readonly status: string;
  readonly phase: string;
  readonly status_message?: string | null;
  readonly output?: string | null;
  readonly raw_kcl_output?: string | null;
  readonly salon_kcl_output?: string | null;
}

const listColumns = ["id", "file_path", "status", "phase", "raw_kcl_similarity_score", "status_message"];
const pictures = ["original_snapshot_images", "raw_kcl_snapshot_images", "salon_kcl_snapshot_images"];
const kinds = ["best", "raw", "salon"] as const;
const ended = (status: string) => status !== "queued" && status !== "in_progress";

/** Adds the group of commands. */
export function addConversionCommands(program: Command, end: End, terminal: Terminal): void {
  const conversion = program.command("conversion").description("conversions of a dataset, on any server");
  const one = (name: string, about: string) =>
    conversion.command(name).description(about).argument("<dataset>").argument("<conversion>");

  remote(conversion.command("list").description("conversions of a dataset").argument("<dataset>"))
    .option("--status <status>", "only with this status")
    .option("--phase <phase>", "only in this phase")
    .option("-q, --query <text>", "in path or id")
    .option("--sort <order>", "such as updated_at_descending")
    .addOption(new Option("--limit <n>", "at most so many").argParser(atLeastOne).default(100))
    .action((dataset: string, flags: ListFlags) =>
      end(
        withClient(flags, async (client) => {
          const { status, phase, query: q, sort: sort_by } = flags;
          const asked = { filter: status && `status:${status}`, phase, q, sort_by };
          const rows: object[] = [];
          const path = `/org/datasets/${encodeURIComponent(dataset)}/conversions`;
          for await (const row of pages<object>(client, path, asked, flags.limit)) rows.push(row);
          print(terminal, flags.format, rows, listColumns);
          return exit.ok;
        }),
      ),
    );

  remote(one("view", "one conversion; pictures are counted, not printed (except as JSON or YAML)")).action(
    (dataset: string, id: string, flags: CommonFlags) =>
      end(
        withClient(flags, async (client) => {
          print(terminal, flags.format, await client.json<object>(pathOf(dataset, id)));
          return exit.ok;
        }),
      ),
  );

  addRemote(one("kcl", "the program of a conversion"))
    .addOption(new Option("--kind <kind>", "which one").choices(kinds).default("best"))
    .action((dataset: string, id: string, flags: RemoteFlags & { readonly kind: (typeof kinds)[number] }) =>
      end(
        withClient(flags, async (client) => {
          const found = await client.json<Conversion>(pathOf(dataset, id));
          const texts = { best: found.output, raw: found.raw_kcl_output, salon: found.salon_kcl_output };
          const text = texts[flags.kind];
          if (text) terminal.data(text);
          else
            terminal.note(`unbake: ${found.file_path} has no KCL yet: ${found.status} ${found.status_message ?? ""}`);
          return text ? exit.ok : exit.someFailed;
        }),
      ),
    );

  addRemote(one("original", "the file that was converted"))
    .option("-o, --output <file>", "where to; standard output without it")
    .action((dataset: string, id: string, flags: RemoteFlags & { readonly output?: string }) =>
      end(
        withClient(flags, async (client) => {
          const { body } = await client.send(`${pathOf(dataset, id)}/original`);
          if (!body) throw new Error("the server sent no file");
          const target = flags.output === undefined ? process.stdout : createWriteStream(flags.output);
          await pipeline(Readable.fromWeb(body as ReadableStream), target, {
            end: flags.output !== undefined,
          });
          return exit.ok;
        }),
      ),
    );

  addRemote(one("retrigger", "start a conversion again")).action((dataset: string, id: string, flags: RemoteFlags) =>
    end(post(flags, `${pathOf(dataset, id)}/retrigger`)),
  );

  addRemote(one("cancel", "stop a conversion that waits or runs (unbake only)")).action(
    (dataset: string, id: string, flags: RemoteFlags) => end(post(flags, `/x${pathOf(dataset, id).slice(4)}/cancel`)),
  );

  remote(
    conversion
      .command("watch")
      .description("progress of a conversion, or of a dataset until all of its conversions have ended")
      .argument("<dataset>")
      .argument("[conversion]"),
  )
    .addOption(new Option("--every <seconds>", "how often to ask").argParser(atLeastOne).default(1))
    .action((dataset: string, id: string | undefined, flags: CommonFlags & { readonly every: number }) =>
      end(
        withClient(flags, (client) =>
          id === undefined
            ? watchDataset(client, dataset, flags.every, terminal)
            : watchOne(client, dataset, id, flags, terminal),
        ),
      ),
    );
}

interface ListFlags extends CommonFlags {
  readonly status?: string;
  readonly phase?: string;
  readonly query?: string;
  readonly sort?: string;
  readonly limit: number;
}

function pathOf(dataset: string, id: string): string {
  return `/org/datasets/${encodeURIComponent(dataset)}/conversions/${encodeURIComponent(id)}`;
}

function post(flags: RemoteFlags, path: string): Promise<number> {
  return withClient(flags, async (client) => {
    await client.send(path, { method: "POST" });
    return exit.ok;
  });
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/** Polls: that works with every server, Zoo's too. */
async function watchOne(
  client: Client,
  dataset: string,
  id: string,
  flags: CommonFlags & { readonly every: number },
  terminal: Terminal,
): Promise<number> {
  for (let before = ""; ; await pause(flags.every)) {
    const found = await client.json<Conversion>(pathOf(dataset, id));
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

async function watchDataset(client: Client, dataset: string, every: number, terminal: Terminal): Promise<number> {
  for (let before = ""; ; await pause(every)) {
    const { total, successes, failures, by_status } = await client.json<Stats>(
      `/org/datasets/${encodeURIComponent(dataset)}/stats`,
    );
    const left = (by_status.queued ?? 0) + (by_status.in_progress ?? 0);
    const line = `${total - left} of ${total} ended: ${successes} success, ${failures} errors, ${by_status.in_progress ?? 0} running`;
    if (terminal.watched) terminal.status(line);
    else if (line !== before) terminal.note(line);
    before = line;
    if (left > 0) continue;
    terminal.status(undefined);
    terminal.data(line);
    return failures === 0 ? exit.ok : exit.someFailed;
  }
}
