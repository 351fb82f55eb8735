/** `unbake dataset`: datasets and their files. The verbs are those of `zoo org dataset`, against any server that speaks its API. */
import { type Command, Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { body, type Client } from "./client.js";
import { addYes, type ConfirmFlags, confirm } from "./confirm.js";
import { addDatasetWork } from "./datasetWork.js";
import { usage } from "./errors.js";
import { print } from "./format.js";
import { localFiles } from "./localFiles.js";
import {
  addListing,
  addRemote,
  atLeastOne,
  type CommonFlags,
  datasetPath,
  type End,
  type ListFlags,
  printList,
  type RemoteFlags,
  remote,
  several,
  underscored,
  withClient,
} from "./remote.js";
import { uploadFiles } from "./upload.js";

const listColumns = ["id", "name", "status", "storage_provider", "source_uri", "created_at"];

/** Adds the group of commands to `unbake`, and to `unbake org`, where Zoo has it. Returns it. */
export function addDatasetCommands(parent: Command, end: End, terminal: Terminal): Command {
  const dataset = parent.command("dataset").description("datasets of a service, ours or Zoo's");

  addUploading(
    addSource(
      remote(dataset.command("create").description("register a bucket, or a dataset for uploads").argument("[name]"))
        .addOption(new Option("--name <name>", "the same as the argument").hideHelp())
        .option("--description <text>", "notes for people")
        .option("--require-score", "refuse raw KCL below the verified threshold", false)
        .option("--upload <path>", "a file or folder to upload into it; may be repeated", several),
    ),
  ).action((name: string | undefined, flags: CreateFlags) =>
    end(withClient(flags, terminal, (client) => create(client, name ?? flags.name, flags, terminal))),
  );

  addListing(dataset.command("list").description("datasets, oldest first")).action((flags: ListFlags) =>
    end(
      withClient(flags, terminal, async (client) => {
        await printList(client, terminal, flags, "/org/datasets", {}, listColumns);
        return exit.ok;
      }),
    ),
  );

  remote(dataset.command("view").alias("get").description("one dataset").argument("<id>")).action(
    (id: string, flags: CommonFlags) =>
      end(
        withClient(flags, terminal, async (client) => {
          print(terminal, flags.format, await client.json<object>(datasetPath(id)));
          return exit.ok;
        }),
      ),
  );

  addYes(
    addSource(
      remote(dataset.command("update").description("change a dataset: what is not said stays").argument("<id>"))
        .option("--name <name>", "the display name")
        .option("--description <text>", "notes for people; empty clears them")
        .option("--require-score", "refuse raw KCL below the verified threshold")
        .option("--no-require-score", "take raw KCL whatever its score"),
    ),
  )
    .addOption(new Option("--confirm-source-change", "the same as --yes").hideHelp())
    .action((id: string, flags: UpdateFlags) =>
      end(withClient(flags, terminal, (client) => update(client, id, flags, terminal))),
    );

  addUploading(
    remote(
      dataset
        .command("upload")
        .description("files and folders into a dataset")
        .argument("<id>")
        .argument("<file|dir...>"),
    ),
  ).action((id: string, named: string[], flags: UploadFlags & CommonFlags) =>
    end(
      withClient(flags, terminal, async (client) => {
        const { status, uploaded } = await upload(client, id, named, flags, terminal);
        if (uploaded) print(terminal, flags.format, uploaded);
        return status;
      }),
    ),
  );

  addYes(
    addRemote(dataset.command("delete").description("delete a dataset and all that was made of it").argument("<id>")),
  ).action((id: string, flags: RemoteFlags & ConfirmFlags) =>
    end(
      withClient(flags, terminal, async (client) => {
        await confirm(terminal, flags, `Delete dataset ${id} and all that was made of it?`);
        await client.send(datasetPath(id), { method: "DELETE" });
        terminal.note(`dataset ${id} is deleted`);
        return exit.ok;
      }),
    ),
  );

  addDatasetWork(dataset, end, terminal);
  return dataset;
}

/** Where the files are; the second name of each is Zoo's. */
function addSource(command: Command): Command {
  return command
    .option("--s3 <uri>", "s3://bucket/prefix; without it the dataset takes uploads")
    .option("--role-arn <arn>", "the role to assume for the bucket")
    .addOption(new Option("--provider <provider>", "s3 or zoo-managed").argParser(underscored).hideHelp())
    .addOption(new Option("--uri <uri>", "the same as --s3").hideHelp())
    .addOption(new Option("--access-role-arn <arn>", "the same as --role-arn").hideHelp());
}

/** How files are uploaded. Zoo asks for `--recursive`; a folder that was named is always walked here. */
function addUploading(command: Command): Command {
  return command
    .addOption(new Option("-j, --jobs <n>", "requests at a time").argParser(atLeastOne).default(4))
    .option("--all", "send also files that are there already", false)
    .option("--base-dir <dir>", "paths in the dataset are those in DIR")
    .addOption(new Option("--recursive", "folders are walked anyway").hideHelp());
}

interface SourceFlags {
  readonly s3?: string;
  readonly roleArn?: string;
  readonly provider?: string;
  readonly uri?: string;
  readonly accessRoleArn?: string;
}

interface UploadFlags {
  readonly jobs: number;
  readonly all: boolean;
  readonly baseDir?: string;
}

interface CreateFlags extends CommonFlags, SourceFlags, UploadFlags {
  readonly name?: string;
  readonly description?: string;
  readonly requireScore: boolean;
  readonly upload?: readonly string[];
}

interface UpdateFlags extends CommonFlags, SourceFlags, ConfirmFlags {
  readonly name?: string;
  readonly description?: string;
  readonly requireScore?: boolean;
  readonly confirmSourceChange?: boolean;
}

function sourceOf(flags: SourceFlags) {
  const uri = flags.s3 ?? flags.uri;
  const role = flags.roleArn ?? flags.accessRoleArn;
  return { provider: flags.provider ?? (flags.s3 === undefined ? undefined : "s3"), uri, access_role_arn: role };
}

async function create(client: Client, name: string | undefined, flags: CreateFlags, terminal: Terminal) {
  if (name === undefined) throw usage("the dataset needs a name");
  const { provider = "zoo_managed", uri, access_role_arn } = sourceOf(flags);
  if (provider === "zoo_managed" && (uri !== undefined || access_role_arn !== undefined))
    throw usage("--uri and --role-arn are of a bucket: give --s3 URI, or --provider s3");
  if (provider === "s3" && (uri === undefined || access_role_arn === undefined))
    throw usage("a bucket needs --s3 URI and --role-arn ARN");
  if (provider === "s3" && flags.upload) throw usage("--upload is for datasets without a bucket");
  const { description, requireScore, upload: named } = flags;
  const source = provider === "s3" ? { provider, uri, access_role_arn } : { provider };
  const asked = { name, description, source, require_raw_kcl_similarity_score_for_success: requireScore };
  const made = await client.json<{ readonly id: string }>("/org/datasets", { method: "POST", ...body(asked) });
  if (!named) {
    print(terminal, flags.format, made);
    return exit.ok;
  }
  // Whatever becomes of the upload, it is there.
  terminal.note(`dataset ${made.id} is created`);
  const { status, uploaded } = await upload(client, made.id, named, flags, terminal);
  if (flags.format === "table") print(terminal, flags.format, { id: made.id, ...uploaded });
  else print(terminal, flags.format, { dataset: made, upload: uploaded ?? null });
  return status;
}

async function update(client: Client, id: string, flags: UpdateFlags, terminal: Terminal) {
  const { name, description, requireScore } = flags;
  const source = sourceOf(flags);
  const moves = Object.values(source).some((value) => value !== undefined);
  if (!moves && name === undefined && description === undefined && requireScore === undefined)
    throw usage("there is nothing to change: see `unbake dataset update --help`");
  if (moves) {
    const flag = { yes: flags.yes === true || flags.confirmSourceChange === true, confirm: flags.confirm === true };
    await confirm(terminal, flag, `Change where dataset ${id} is read from? Conversions that run may fail.`);
  }
  const asked = {
    name,
    description: description === "" ? null : description,
    require_raw_kcl_similarity_score_for_success: requireScore,
    ...(moves && { source }),
  };
  print(terminal, flags.format, await client.json<object>(datasetPath(id), { method: "PUT", ...body(asked) }));
  return exit.ok;
}

/** What cannot be read is named and left out; the rest goes. */
async function upload(client: Client, id: string, named: readonly string[], flags: UploadFlags, terminal: Terminal) {
  const { files, unreadable } = await localFiles(named, flags.baseDir);
  for (const { file, reason } of unreadable) terminal.note(`unbake: ${file}: ${reason}`);
  const status = unreadable.length > 0 ? exit.unreadable : exit.ok;
  if (files.length === 0) {
    terminal.note("unbake: there are no files in it");
    return { status: status === exit.ok ? exit.someFailed : status };
  }
  const options = { parallel: flags.jobs, resume: !flags.all };
  return { status, uploaded: await uploadFiles(client, encodeURIComponent(id), files, options, terminal) };
}
