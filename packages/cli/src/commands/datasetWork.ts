/** What is done with the conversions of a dataset as a whole, and what a bucket needs. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Command, Option } from "commander";
import { writeWhole } from "../convert/outputs.js";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { query } from "./client.js";
import { addYes, type ConfirmFlags, confirm } from "./confirm.js";
import { deliverBytes } from "./deliver.js";
import { usage } from "./errors.js";
import { print } from "./format.js";
import {
  addRemote,
  atLeastOne,
  type CommonFlags,
  datasetPath,
  type End,
  type RemoteFlags,
  type Row,
  remote,
  several,
  underscored,
  withClient,
} from "./remote.js";

/** Zoo's names for sets of statuses; undefined is the server's own choice: all that are no success. */
const scopes: Readonly<Record<string, string | undefined>> = {
  "default-non-success": undefined,
  "all-statuses": "queued,canceled,in_progress,success,error_user,error_unsupported,error_internal",
  "errors-and-canceled": "canceled,error_user,error_unsupported,error_internal",
  "canceled-only": "canceled",
  "in-progress-only": "in_progress",
  "success-only": "success",
  "queued-only": "queued",
};

/** Adds the commands to the group. */
export function addDatasetWork(dataset: Command, end: End, terminal: Terminal): void {
  addProgress(dataset, end, terminal);
  addReading(dataset, end, terminal);
}

/** How far its conversions are, and what starts them again. */
function addProgress(dataset: Command, end: End, terminal: Terminal): void {
  remote(dataset.command("stats").description("how many conversions are where").argument("<id>")).action(
    (id: string, flags: CommonFlags) =>
      end(
        withClient(flags, terminal, async (client) => {
          const stats = await client.json<StatsBody>(`${datasetPath(id)}/stats`);
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
      withClient(flags, terminal, async (client) => {
        await client.send(`/x${datasetPath(id).slice("/org".length)}/rescan`, { method: "POST" });
        return exit.ok;
      }),
    ),
  );

  addYes(remote(dataset.command("retrigger").description("start conversions again").argument("<id>")))
    .option("--statuses <list>", "which, with commas; by default all that are no success")
    .addOption(new Option("--status <status>", "the same as --statuses").argParser(several).hideHelp())
    .addOption(new Option("--scope <scope>", "a set of statuses").choices(Object.keys(scopes)))
    .action((id: string, flags: RetriggerFlags) =>
      end(
        withClient(flags, terminal, async (client) => {
          const statuses = statusesOf(flags);
          const which = statuses === undefined ? "that are no success" : `with status ${statuses}`;
          await confirm(terminal, flags, `Start all conversions of dataset ${id} ${which} again?`);
          await client.send(`${datasetPath(id)}/retrigger${query({ statuses })}`, { method: "POST" });
          return exit.ok;
        }),
      ),
    );
}

/** What comes out of a dataset, and what a bucket needs so that something can. */
function addReading(dataset: Command, end: End, terminal: Terminal): void {
  remote(
    dataset
      .command("search")
      .alias("semantic-search")
      .description("search by meaning")
      .argument("<id>")
      .argument("<words...>"),
  )
    .addOption(new Option("--limit <n>", "matches").argParser(atLeastOne).default(10))
    .action((id: string, words: string[], flags: CommonFlags & { readonly limit: number }) =>
      end(
        withClient(flags, terminal, async (client) => {
          const asked = query({ q: words.join(" "), limit: flags.limit });
          const found = await client.json<Row[]>(`${datasetPath(id)}/search/semantic${asked}`);
          print(terminal, flags.format, found, ["similarity", "source_file_path", "conversion_id"]);
          return exit.ok;
        }),
      ),
    );

  addRemote(
    dataset.command("download").description("the KCL of all successful conversions as a ZIP file").argument("<id>"),
  )
    .requiredOption("-o, --output <file>", "a file or folder to write to; - is standard output")
    .action((id: string, flags: RemoteFlags & { readonly output: string }) =>
      end(
        withClient(flags, terminal, async (client) => {
          const answer = await client.send(`${datasetPath(id)}/bulk-download/kcl`);
          await deliverBytes(terminal, answer, flags.output, `${id}.kcl.zip`);
          return exit.ok;
        }),
      ),
    );

  remote(dataset.command("s3-policies").description("the AWS policies that let the service read a bucket"))
    .requiredOption("--uri <uri>", "s3://bucket/prefix")
    .requiredOption("--role-arn <arn>", "the role that the service is to assume")
    .option("--output-dir <dir>", "write trust-policy.json, permission-policy.json and bucket-policy.json there")
    .action((flags: PoliciesFlags) =>
      end(
        withClient(flags, terminal, async (client) => {
          const { uri, roleArn: role_arn, outputDir, format } = flags;
          const policies = await client.json<Policies>(`/org/dataset/s3/policies${query({ uri, role_arn })}`);
          if (outputDir === undefined) print(terminal, format === "table" ? "json" : format, policies);
          else await writePolicies(outputDir, policies, terminal);
          return exit.ok;
        }),
      ),
    );
}

interface RetriggerFlags extends CommonFlags, ConfirmFlags {
  readonly statuses?: string;
  readonly status?: readonly string[];
  readonly scope?: string;
}

function statusesOf({ statuses, status, scope }: RetriggerFlags): string | undefined {
  const named = statuses ?? status?.join(",");
  if (named !== undefined && scope !== undefined) throw usage("give --statuses or --scope, not both");
  return named === undefined ? scopes[scope ?? "default-non-success"] : underscored(named);
}

interface StatsBody {
  readonly by_status: Readonly<Record<string, number>>;
}

interface PoliciesFlags extends CommonFlags {
  readonly uri: string;
  readonly roleArn: string;
  readonly outputDir?: string;
}

interface Policies {
  readonly trust_policy: unknown;
  readonly permission_policy: unknown;
  readonly bucket_policy: unknown;
}

async function writePolicies(folder: string, policies: Policies, terminal: Terminal): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ["trust", "permission", "bucket"] as const) {
    const file = path.join(folder, `${name}-policy.json`);
    await writeWhole(file, `${JSON.stringify(policies[`${name}_policy`], null, 2)}\n`);
    terminal.note(file);
  }
}
