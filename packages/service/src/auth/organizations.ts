/**
 * Organisations and who may speak for them: users and service accounts, each with a role and any number of tokens.
 */
import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { newId, type Organization, type Role, type Tables } from "../db/index.js";
import { createToken, hashOfToken, hintOfToken } from "./tokenFormat.js";

type Db = Kysely<Tables> | Transaction<Tables>;

/** A name is taken, or there is nothing of that name; the message is for people. */
export class AuthError extends Error {}

/** Creates an organisation with an external id of its own. Throws AuthError when the name is taken. */
export async function createOrganization(db: Db, name: string): Promise<Organization> {
  const row = await db
    .insertInto("organizations")
    .values({ id: newId(), name, aws_external_id: randomUUID() })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new AuthError(`there is an organisation named ${name} already`);
  return row;
}

/** All organisations, oldest first. */
export function listOrganizations(db: Db): Promise<Organization[]> {
  return db.selectFrom("organizations").selectAll().orderBy("created_at").orderBy("id").execute();
}

/** The organisation with this name or id; without one, the only one there is. Throws AuthError. */
export async function findOrganization(db: Db, nameOrId?: string): Promise<Organization> {
  const all = await listOrganizations(db);
  const [only, ...others] =
    nameOrId === undefined ? all : all.filter(({ id, name }) => nameOrId === name || nameOrId === id);
  if (!only)
    throw new AuthError(nameOrId === undefined ? "there is no organisation yet" : `no organisation ${nameOrId}`);
  if (others.length > 0) throw new AuthError("there are several organisations: name one with --org");
  return only;
}

export interface NewToken {
  readonly orgId: string;
  readonly role: Role;
  /** What the token is for. */
  readonly name: string;
  /** The user it belongs to; without one, a service account of the token's name. */
  readonly userEmail?: string;
  readonly expiresAt?: Date;
}

/** What the creator of a token sees, once. */
export interface CreatedToken {
  readonly id: string;
  readonly token: string;
}

/** Creates a token, and its user or service account where they are new. The text is nowhere else: only its hash is stored. */
export async function createTokenFor(db: Kysely<Tables>, wanted: NewToken): Promise<CreatedToken> {
  return db.transaction().execute(async (trx) => createTokenIn(trx, wanted));
}

async function createTokenIn(trx: Transaction<Tables>, wanted: NewToken, token = createToken()): Promise<CreatedToken> {
  const id = newId();
  const owner =
    wanted.userEmail === undefined
      ? { service_account_id: await serviceAccount(trx, wanted), user_id: null }
      : { user_id: await user(trx, wanted, wanted.userEmail), service_account_id: null };
  await trx
    .insertInto("tokens")
    .values({
      id,
      org_id: wanted.orgId,
      ...owner,
      name: wanted.name,
      role: wanted.role,
      prefix: hintOfToken(token),
      sha256: hashOfToken(token),
      expires_at: wanted.expiresAt ?? null,
    })
    .execute();
  return { id, token };
}

/** A token never says more than its owner may, so an owner gets the widest role that one of its tokens was made with. */
async function serviceAccount(trx: Transaction<Tables>, { orgId, role, name }: NewToken): Promise<string> {
  const row = await trx
    .insertInto("service_accounts")
    .values({ id: newId(), org_id: orgId, name, role })
    .onConflict((conflict) => conflict.columns(["org_id", "name"]).doUpdateSet({ role: widest("service_accounts") }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function user(trx: Transaction<Tables>, { orgId, role }: NewToken, email: string): Promise<string> {
  const row = await trx
    .insertInto("users")
    .values({ id: newId(), org_id: orgId, email, role })
    .onConflict((conflict) => conflict.columns(["org_id", "email"]).doUpdateSet({ role: widest("users") }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** "admin" sorts before "member". */
function widest(table: "users" | "service_accounts") {
  return sql<Role>`least(${sql.ref(`${table}.role`)}, excluded.role)`;
}

export interface TokenInfo {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly owner: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** The tokens of an organisation, oldest first. */
export async function listTokens(db: Db, orgId: string): Promise<TokenInfo[]> {
  const rows = await db
    .selectFrom("tokens")
    .leftJoin("users", "users.id", "tokens.user_id")
    .leftJoin("service_accounts", "service_accounts.id", "tokens.service_account_id")
    .selectAll("tokens")
    .select(({ fn, ref }) => fn.coalesce(ref("users.email"), ref("service_accounts.name"), sql<string>`''`).as("owner"))
    .where("tokens.org_id", "=", orgId)
    .orderBy("tokens.created_at")
    .orderBy("tokens.id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    owner: row.owner,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }));
}

/** Revokes the token with this id, prefix or text. Throws AuthError when there is not exactly one. */
export async function revokeToken(db: Db, which: string): Promise<string> {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(which);
  const rows = await db
    .selectFrom("tokens")
    .select("id")
    .where((eb) => {
      if (isUuid) return eb("id", "=", which);
      return eb.or([eb("prefix", "=", which), eb("sha256", "=", hashOfToken(which))]);
    })
    .where("revoked_at", "is", null)
    .execute();
  const [only, ...others] = rows;
  if (!only) throw new AuthError(`no valid token ${isUuid ? which : "like that"}`);
  if (others.length > 0) throw new AuthError("several tokens begin like that: give the id");
  await db.updateTable("tokens").set({ revoked_at: new Date() }).where("id", "=", only.id).execute();
  return only.id;
}

/** Revokes every token of an organisation; returns how many. */
export async function revokeTokensOf(db: Db, orgId: string): Promise<number> {
  const result = await db
    .updateTable("tokens")
    .set({ revoked_at: new Date() })
    .where("org_id", "=", orgId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Any number that nothing else in the database uses. */
const firstStartLock = 7_311_942_029;

/**
 * On the first start of a service: an organisation named `default` and a token of its administrator, returned this once. Undefined when
 * there is an organisation already. Processes that start at the same time wait for each other. Asked again with the same `token` it finds
 * what it made: the connection may break after the commit and before the answer.
 */
export async function ensureFirstOrganization(
  db: Kysely<Tables>,
  token: string = createToken(),
): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${firstStartLock})`.execute(trx);
    if (await trx.selectFrom("organizations").select("id").limit(1).executeTakeFirst()) {
      const ours = trx.selectFrom("tokens").select("id").where("sha256", "=", hashOfToken(token));
      return (await ours.executeTakeFirst()) && token;
    }
    const { id } = await createOrganization(trx, "default");
    await createTokenIn(trx, { orgId: id, role: "admin", name: "first" }, token);
    return token;
  });
}
