/** `unbake org` and `unbake token`: who may use a service. They work on its database, so they need no token. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { addFormat, type Format, print } from "./format.js";
import { addSettings, type Flags, readConfig } from "./settings.js";

type End = (result: Promise<number>) => Promise<void>;
type Service = typeof import("@unbake/service");
type Db = import("@unbake/service").OpenDatabase["database"]["kysely"];

const placeFlags = ["data", "database_url"] as const;
const roles = ["admin", "member"] as const;
const msPerDay = 86_400_000;

/** Adds the two groups of commands; returns `org`. */
export function addAccountCommands(program: Command, end: End, terminal: Terminal): Command {
  const org = addOrgCommands(program, end, terminal);
  addTokenCommands(program, end, terminal);
  return org;
}

function addOrgCommands(program: Command, end: End, terminal: Terminal): Command {
  const org = program.command("org").description("organisations of a service, on its database");
  addFormat(
    addSettings(org.command("create").description("create an organisation").argument("<name>"), placeFlags),
  ).action((name: string, flags: AccountFlags) =>
    end(
      withDatabase(flags, terminal, async ({ createOrganization }, db) => {
        const created = await createOrganization(db, name);
        print(terminal, flags.format, { id: created.id, name, aws_external_id: created.aws_external_id });
      }),
    ),
  );
  addFormat(addSettings(org.command("list").description("all organisations"), placeFlags)).action(
    (flags: AccountFlags) =>
      end(
        withDatabase(flags, terminal, async ({ listOrganizations }, db) => {
          const all = await listOrganizations(db);
          print(
            terminal,
            flags.format,
            all.map(({ id, name, aws_external_id, created_at }) => ({ id, name, aws_external_id, created_at })),
          );
        }),
      ),
  );
  addSettings(
    org.command("revoke").description("revoke every token of an organisation").argument("<name or id>"),
    placeFlags,
  ).action((name: string, flags: AccountFlags) =>
    end(
      withDatabase(flags, terminal, async ({ findOrganization, revokeTokensOf }, db) => {
        const { id } = await findOrganization(db, name);
        terminal.note(`${await revokeTokensOf(db, id)} tokens of ${name} revoked`);
      }),
    ),
  );
  return org;
}

function addTokenCommands(program: Command, end: End, terminal: Terminal): void {
  const token = program.command("token").description("tokens of users and service accounts, on a service's database");
  addSettings(
    token
      .command("create")
      .description("create a token; it is shown once")
      .option("--org <name or id>", "the organisation; not needed when there is only one")
      .addOption(new Option("--role <role>", "what it may do").choices(roles).default("admin"))
      .option("--name <name>", "what it is for; also the name of its service account", "cli")
      .option("--user <email>", "make it a user's token")
      .addOption(new Option("--expires-days <n>", "how long it is valid; for ever by default").argParser(days))
      .option("--json", '{"token": ...} on one line', false),
    placeFlags,
  ).action((flags: TokenFlags) =>
    end(
      withDatabase(flags, terminal, async ({ createTokenFor, findOrganization }, db) => {
        const { id: orgId } = await findOrganization(db, flags.org);
        const { role, name, user, expiresDays } = flags;
        const expiresAt = expiresDays === undefined ? undefined : new Date(Date.now() + expiresDays * msPerDay);
        const made = await createTokenFor(db, {
          orgId,
          role,
          name,
          ...(user !== undefined && { userEmail: user }),
          ...(expiresAt && { expiresAt }),
        });
        terminal.data(flags.json ? JSON.stringify({ token: made.token }) : `token: ${made.token}`);
      }),
    ),
  );
  addFormat(
    addSettings(
      token
        .command("list")
        .description("the tokens of an organisation, without their secrets")
        .option("--org <name or id>", "the organisation; not needed when there is only one"),
      placeFlags,
    ),
  ).action((flags: AccountFlags) =>
    end(
      withDatabase(flags, terminal, async ({ findOrganization, listTokens }, db) => {
        const { id } = await findOrganization(db, flags.org);
        const rows = (await listTokens(db, id)).map((row) => ({
          id: row.id,
          token: `${row.prefix}...`,
          role: row.role,
          owner: row.owner,
          created_at: row.createdAt,
          last_used_at: row.lastUsedAt,
          expires_at: row.expiresAt,
          revoked_at: row.revokedAt,
        }));
        print(terminal, flags.format, rows);
      }),
    ),
  );
  addSettings(
    token
      .command("revoke")
      .description("revoke a token")
      .argument("<id or token>", "its id, its beginning, or all of it"),
    placeFlags,
  ).action((which: string, flags: AccountFlags) =>
    end(
      withDatabase(flags, terminal, async ({ revokeToken }, db) => {
        terminal.note(`token ${await revokeToken(db, which)} revoked`);
      }),
    ),
  );
}

type AccountFlags = Flags & { readonly org?: string; readonly format: Format };
type TokenFlags = Flags & {
  readonly org?: string;
  readonly role: (typeof roles)[number];
  readonly name: string;
  readonly user?: string;
  readonly expiresDays?: number;
  readonly json: boolean;
};

async function withDatabase(
  flags: object,
  terminal: Terminal,
  work: (service: Service, db: Db) => Promise<void>,
): Promise<number> {
  const service = await import("@unbake/service");
  const config = await readConfig(flags as Flags, terminal);
  const { database, close } = await service.openDatabase(config, service.silentLogger);
  try {
    await work(service, database.kysely);
    return exit.ok;
  } catch (error) {
    if (!(error instanceof service.AuthError)) throw error;
    terminal.note(`unbake: ${error.message}`);
    return exit.someFailed;
  } finally {
    await close();
  }
}

function days(text: string): number {
  const value = Number(text);
  if (!(value > 0) || value > 36_500) throw new InvalidArgumentError("It must be a number of days.");
  return value;
}
