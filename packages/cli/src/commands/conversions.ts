/** `unbake conversion`: conversions of a dataset, against any server that speaks Zoo's API. */
import { type Command, Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { addYes, type ConfirmFlags, confirm } from "./confirm.js";
import { deliverBytes, deliverText } from "./deliver.js";
import { print } from "./format.js";
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
  underscored,
  withClient,
} from "./remote.js";
import { watchDataset, watchOne } from "./watch.js";

interface Conversion {
  readonly file_path: string;
  readonly status: string;
  readonly status_message?: string | null;
  readonly metadata?: object | null;
  readonly output?: string | null;
  readonly raw_kcl_output?: string | null;
  readonly salon_kcl_output?: string | null;
  readonly manual_kcl_override?: string | null;
}

const listColumns = ["id", "file_path", "status", "phase", "raw_kcl_similarity_score", "status_message"];
const programs = ["best", "raw", "salon"] as const;
const artifacts = ["final", "raw", "salon", "manual", "metadata", "certificate"] as const;

/** Adds `conversion` and Zoo's `conversions` to `unbake`, and to the dataset groups, where Zoo has them. */
export function addConversionCommands(parent: Command, end: End, terminal: Terminal): void {
  const conversion = parent.command("conversion").description("conversions of a dataset, on any server");
  const conversions = parent
    .command("conversions")
    .description("the same as `conversion list` and `conversion search`");
  addLists(conversion, end, terminal);
  addLists(conversions, end, terminal);
  addOutputs(conversion, end, terminal);
  addChanges(conversion, end, terminal);
}

const one = (group: Command, name: string, about: string) =>
  group.command(name).description(about).argument("<dataset>").argument("<conversion>");

function addLists(group: Command, end: End, terminal: Terminal): void {
  const lists = (command: Command) =>
    addListing(command)
      .option("--status <status>", "only with this status")
      .option("--phase <phase>", "only in this phase");
  const show = (dataset: string, flags: ConversionListFlags, path: string, q: string | undefined) =>
    end(
      withClient(flags, terminal, async (client) => {
        const { status, phase } = flags;
        const asked = { filter: status && `status:${underscored(status)}`, phase, q };
        await printList(client, terminal, flags, `${datasetPath(dataset)}/${path}`, asked, listColumns);
        return exit.ok;
      }),
    );
  lists(group.command("list", { isDefault: group.name() === "conversions" }).description("conversions of a dataset"))
    .argument("<dataset>")
    .option("-q, --query <text>", "in path or id")
    .action((dataset: string, flags: ConversionListFlags) => show(dataset, flags, "conversions", flags.query));
  lists(group.command("search").description("conversions by id, or by a path that is like the words, best first"))
    .argument("<dataset>")
    .argument("<words...>")
    .action((dataset: string, words: string[], flags: ConversionListFlags) =>
      show(dataset, flags, "search/conversions", words.join(" ")),
    );
}

/** What is known and made of one conversion. */
function addOutputs(group: Command, end: End, terminal: Terminal): void {
  const output = ["-o, --output <file>", "a file or folder to write to; standard output without it"] as const;

  remote(one(group, "view", "one conversion; pictures are counted, not printed (except as JSON or YAML)"))
    .alias("get")
    .action((dataset: string, id: string, flags: CommonFlags) =>
      end(
        withClient(flags, terminal, async (client) => {
          print(terminal, flags.format, await client.json<object>(pathOf(dataset, id)));
          return exit.ok;
        }),
      ),
    );

  addRemote(one(group, "kcl", "the program of a conversion"))
    .addOption(new Option("--kind <kind>", "which one").choices(programs).default("best"))
    .option(...output)
    .action((dataset: string, id: string, { kind, ...flags }: ArtifactFlags) =>
      end(writeArtifact(dataset, id, { ...flags, kind: kind === "best" ? "final" : kind }, terminal)),
    );

  addRemote(one(group, "artifact", "a text that was made of a conversion (the certificate: unbake only)"))
    .addOption(new Option("--kind <kind>", "which one").choices(artifacts).default("final"))
    .option(...output)
    .action((dataset: string, id: string, flags: ArtifactFlags) => end(writeArtifact(dataset, id, flags, terminal)));

  addRemote(one(group, "original", "the file that was converted"))
    .alias("download-original")
    .option(...output)
    .action((dataset: string, id: string, flags: RemoteFlags & { readonly output?: string }) =>
      end(
        withClient(flags, terminal, async (client) => {
          const answer = await client.send(`${pathOf(dataset, id)}/original`);
          await deliverBytes(terminal, answer, flags.output, `${id}-original`);
          return exit.ok;
        }),
      ),
    );

  remote(
    group
      .command("watch")
      .description("progress of a conversion, or of a dataset until all of its conversions have ended")
      .argument("<dataset>")
      .argument("[conversion]"),
  )
    .addOption(new Option("--every <seconds>", "how often to ask").argParser(atLeastOne).default(1))
    .action((dataset: string, id: string | undefined, flags: CommonFlags & { readonly every: number }) =>
      end(
        withClient(flags, terminal, (client) =>
          id === undefined
            ? watchDataset(client, dataset, flags.every, terminal)
            : watchOne(client, dataset, id, flags, terminal),
        ),
      ),
    );
}

function addChanges(group: Command, end: End, terminal: Terminal): void {
  const post = (flags: RemoteFlags, path: string, question?: string) =>
    end(
      withClient(flags, terminal, async (client) => {
        if (question !== undefined) await confirm(terminal, flags as ConfirmFlags, question);
        await client.send(path, { method: "POST" });
        return exit.ok;
      }),
    );
  addYes(addRemote(one(group, "retrigger", "start a conversion again"))).action(
    (dataset: string, id: string, flags: RemoteFlags) =>
      post(flags, `${pathOf(dataset, id)}/retrigger`, `Start conversion ${id} again?`),
  );
  addRemote(one(group, "cancel", "stop a conversion that waits or runs (unbake only)")).action(
    (dataset: string, id: string, flags: RemoteFlags) => post(flags, `${ownPathOf(dataset, id)}/cancel`),
  );
}

interface ConversionListFlags extends ListFlags {
  readonly status?: string;
  readonly phase?: string;
  readonly query?: string;
}

interface ArtifactFlags extends RemoteFlags {
  readonly kind: (typeof artifacts)[number] | "best";
  readonly output?: string;
}

const pathOf = (dataset: string, id: string) => `${datasetPath(dataset)}/conversions/${encodeURIComponent(id)}`;
/** unbake's own operations. */
const ownPathOf = (dataset: string, id: string) => `/x${pathOf(dataset, id).slice("/org".length)}`;

function writeArtifact(
  dataset: string,
  id: string,
  { kind, output, ...flags }: ArtifactFlags,
  terminal: Terminal,
): Promise<number> {
  return withClient(flags, terminal, async (client) => {
    if (kind === "certificate") {
      const found = await client.json<object>(`${ownPathOf(dataset, id)}/certificate`);
      await deliverText(terminal, `${JSON.stringify(found, null, 2)}\n`, output, `${id}.certificate.json`);
      return exit.ok;
    }
    const found = await client.json<Conversion>(pathOf(dataset, id));
    const texts = {
      final: found.output,
      best: found.output,
      raw: found.raw_kcl_output,
      salon: found.salon_kcl_output,
      manual: found.manual_kcl_override,
      metadata: found.metadata && `${JSON.stringify(found.metadata, null, 2)}\n`,
    };
    const text = texts[kind];
    if (!text) {
      const what = kind === "metadata" ? "metadata" : kind === "manual" ? "override" : "KCL";
      terminal.note(`unbake: ${found.file_path} has no ${what} yet: ${found.status} ${found.status_message ?? ""}`);
      return exit.someFailed;
    }
    await deliverText(terminal, text, output, kind === "metadata" ? `${id}.metadata.json` : `${id}.kcl`);
    return exit.ok;
  });
}
