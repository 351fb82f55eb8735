/** `unbake dataset`: the verbs of Zoo's `zoo org dataset`, against any server that speaks its API. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { addRemote, body, type Client, createClient, pages, query, type RemoteFlags } from "./client.js";
import { addFormat, type Format, print } from "./format.js";
import { localFiles, uploadFiles } from "./upload.js";

type End = (result: Promise<number>) => Promise<void>;
type Row = Readonly<Record<string, unknown>>;

export interface CommonFlags extends RemoteFlags {
  readonly format: Format;
}

/** A command that talks to a server and prints data. */
export function remote(command: Command): Command {
  return addFormat(addRemote(command));
}

/** Does the work with a client; what the server refuses is told in its words. */
export async function withClient(
  flags: RemoteFlags,
  work: (client: Client) => Promise<number | undefined>,
): Promise<number> {
  return (await work(createClient(flags))) ?? exit.ok;
}

const listColumns = ["id", "name", "status", "storage_provider", "source_uri", "created_at"];

/** Adds the group of commands. */
export function addDatasetCommands(program: Command, end: End, terminal: Terminal): void {
  const dataset = program.command("dataset").description("datasets of a service, ours or Zoo's");

  remote(dataset.command("create").description("register a bucket, or a dataset for uploads").argument("<name>"))
    .option("--description <text>", "notes for people")
    .option("--s3 <uri>", "s3://bucket/prefix; without it the dataset takes uploads")
    .option("--role-arn <arn>", "the role to assume for the bucket")
    .option("--require-score", "refuse raw KCL below the verified threshold", false)
    .action((name: string, flags: CreateFlags) =>
      end(
        withClient(flags, async (client) => {
          const source = flags.s3
            ? { provider: "s3", uri: flags.s3, access_role_arn: flags.roleArn }
            : { provider: "zoo_managed" };
          const { description, requireScore } = flags;
          const asked = { name, description, source, require_raw_kcl_similarity_score_for_success: requireScore };
          const made = await client.json<object>("/org/datasets", { method: "POST", ...body(asked) });
          print(terminal, flags.format, made);
          return exit.ok;
        }),
      ),
    );

  remote(dataset.command("list").description("all datasets")).action((flags: CommonFlags) =>
    end(
      withClient(flags, async (client) => {
        const all: Row[] = [];
        for await (const row of pages<Row>(client, "/org/datasets", {})) all.push(row);
        print(terminal, flags.format, all, listColumns);
        return exit.ok;
      }),
    ),
  );

  remote(dataset.command("view").description("one dataset").argument("<id>")).action((id: string, flags: CommonFlags) =>
    end(
      withClient(flags, async (client) => {
        print(terminal, flags.format, await client.json<object>(`/org/datasets/${encodeURIComponent(id)}`));
        return exit.ok;
      }),
    ),
  );

  remote(
    dataset
      .command("upload")
      .description("files and folders into a dataset")
      .argument("<id>")
      .argument("<file|dir...>"),
  )
    .addOption(new Option("-j, --jobs <n>", "requests at a time").argParser(atLeastOne).default(4))
    .option("--all", "send also files that are there already", false)
    .action((id: string, named: string[], flags: UploadFlags) =>
      end(
        withClient(flags, async (client) => {
          const files = await localFiles(named);
          if (files.length === 0) {
            terminal.note("unbake: there are no files in it");
            return exit.someFailed;
          }
          const options = { parallel: flags.jobs, resume: !flags.all };
          print(terminal, flags.format, await uploadFiles(client, encodeURIComponent(id), files, options, terminal));
          return exit.ok;
        }),
      ),
    );

  addRemote(
    dataset.command("delete").description("delete a dataset and all that was made of it").argument("<id>"),
  ).action((id: string, flags: RemoteFlags) =>
    end(
      withClient(flags, async (client) => {
        await client.send(`/org/datasets/${encodeURIComponent(id)}`, { method: "DELETE" });
        terminal.note(`dataset ${id} is deleted`);
        return exit.ok;
      }),
    ),
  );

  remote(dataset.command("stats").description("how many conversions are where").argument("<id>")).action(
    (id: string, flags: CommonFlags) =>
      end(
        withClient(flags, async (client) => {
          const stats = await client.json<StatsBody>(`/org/datasets/${encodeURIComponent(id)}/stats`);
          const { by_status, ...totals } = stats;
          print(terminal, flags.format, flags.format === "table" ? { ...totals, ...by_status } : stats);
          return exit.ok;
        }),
      ),
  );

  addRemote(
    dataset.command("rescan").description("list the bucket of a dataset now (unbake only)").argument("<id>"),
  ).action((id: string, flags: RemoteFlags) =>
    end(
      withClient(flags, async (client) => {
        await client.send(`/x/datasets/${encodeURIComponent(id)}/rescan`, { method: "POST" });
        return exit.ok;
      }),
    ),
  );

  remote(dataset.command("retrigger").description("start conversions again").argument("<id>"))
    .option("--statuses <list>", "which, with commas; by default all that are no success")
    .action((id: string, flags: CommonFlags & { readonly statuses?: string }) =>
      end(
        withClient(flags, async (client) => {
          const asked = query({ statuses: flags.statuses });
          await client.send(`/org/datasets/${encodeURIComponent(id)}/retrigger${asked}`, { method: "POST" });
          return exit.ok;
        }),
      ),
    );

  remote(dataset.command("search").description("search by meaning").argument("<id>").argument("<words...>"))
    .addOption(new Option("--limit <n>", "matches").argParser(atLeastOne).default(10))
    .action((id: string, words: string[], flags: CommonFlags & { readonly limit: number }) =>
      end(
        withClient(flags, async (client) => {
          const asked = query({ q: words.join(" "), limit: flags.limit });
          const found = await client.json<Row[]>(`/org/datasets/${encodeURIComponent(id)}/search/semantic${asked}`);
          print(terminal, flags.format, found, ["similarity", "source_file_path", "conversion_id"]);
          return exit.ok;
        }),
      ),
    );
}

interface CreateFlags extends CommonFlags {
  readonly description?: string;
  readonly s3?: string;
  readonly roleArn?: string;
  readonly requireScore: boolean;
}

interface UploadFlags extends CommonFlags {
  readonly jobs: number;
  readonly all: boolean;
}

interface StatsBody {
  readonly by_status: Readonly<Record<string, number>>;
}

/** A whole number from 1. */
export function atLeastOne(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number of at least 1.");
  return value;
}
