/** Who is calling: from the Authorization header to an organisation and a role. */
import { type Kysely, sql } from "kysely";
import { prepared, type Role, type Tables } from "../db/index.js";
import { hashOfToken, isToken } from "./tokenFormat.js";

export interface Caller {
  readonly tokenId: string;
  readonly orgId: string;
  readonly role: Role;
}

/** The token of `Authorization: Bearer <token>`; undefined when the header is another or absent. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^bearer +([^\s]+) *$/i.exec(header ?? "")?.[1];
}

/** Uses within this time of the last one are not written down: reads must not become writes. */
const lastUsedGrain = "1 minute";

/** The caller that a token stands for; undefined for a token that was never made, was revoked, or has expired. */
export async function authenticate(db: Kysely<Tables>, token: string): Promise<Caller | undefined> {
  if (!isToken(token)) return undefined;
  const row = await db
    .selectFrom("tokens")
    .modifyFront(prepared("caller"))
    .leftJoin("users", "users.id", "tokens.user_id")
    .leftJoin("service_accounts", "service_accounts.id", "tokens.service_account_id")
    .select([
      "tokens.id",
      "tokens.org_id",
      "tokens.role",
      "users.role as user_role",
      "service_accounts.role as account_role",
    ])
    .select(sql<boolean>`coalesce(last_used_at < now() - ${lastUsedGrain}::interval, true)`.as("unmarked"))
    .where("tokens.sha256", "=", hashOfToken(token))
    .where("tokens.revoked_at", "is", null)
    .where((eb) => eb.or([eb("tokens.expires_at", "is", null), eb("tokens.expires_at", ">", sql<Date>`now()`)]))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.unmarked) await db.updateTable("tokens").set({ last_used_at: new Date() }).where("id", "=", row.id).execute();
  const isAdmin = row.role === "admin" && (row.user_role ?? row.account_role) === "admin";
  return { tokenId: row.id, orgId: row.org_id, role: isAdmin ? "admin" : "member" };
}
