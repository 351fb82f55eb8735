/**
 * Who may do what on a server of our own. The superuser makes the database and its extensions and asks whether the server lives; everything else,
 * migrations included, is done as a role that owns this database and is nothing else: what goes wrong in a statement stays in it.
 */
import pg from "pg";

export const serviceRole = "unbake_service";

/** Of PostgreSQL, when something is made twice, and when two make it at once. */
const duplicates: ReadonlySet<string | undefined> = new Set(["42P04", "42710", "23505"]);

/** Extensions that only a superuser may make. The others come with the migrations. */
const ownersExtensions = ["vector"];

/** The lock of the process that prepares the server; a number that no other lock has. */
const preparing = 7_311_942_027;

/** Makes the role and the database where they are not there yet. `connect` gives a superuser's connection to a database. */
export async function prepareDatabase(
  connect: (database: string) => pg.Client,
  database: string,
  password: string,
): Promise<void> {
  await within(connect("postgres"), async (client) => {
    // Several processes start at once; PostgreSQL refuses two that alter one role ("tuple concurrently updated"). The lock goes with the connection.
    await client.query("SELECT pg_advisory_lock($1)", [preparing]);
    await once(client, `CREATE ROLE ${serviceRole} LOGIN`);
    await client.query(
      `ALTER ROLE ${serviceRole} NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(password)}`,
    );
    await once(client, `CREATE DATABASE ${database} OWNER ${serviceRole}`);
    await client.query(`ALTER DATABASE ${database} OWNER TO ${serviceRole}`);
  });
  await within(connect(database), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT name FROM pg_available_extensions WHERE name = ANY($1) AND installed_version IS NULL",
      [ownersExtensions],
    );
    for (const { name } of rows) await once(client, `CREATE EXTENSION IF NOT EXISTS ${pg.escapeIdentifier(name)}`);
    await client.query(handOver);
  });
}

/** What earlier versions have made as the superuser. What belongs to an extension, and what goes with a table, stays as it is. */
const handOver = `DO $$
DECLARE command text;
BEGIN
  IF current_user = '${serviceRole}' THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(${preparing});
  FOR command IN
    WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'),
      fixed AS (SELECT objid FROM pg_depend WHERE deptype IN ('e', 'a', 'i'))
    SELECT format('ALTER SCHEMA %I OWNER TO ${serviceRole}', nspname) FROM ours
      JOIN pg_namespace USING (oid, nspname) WHERE nspowner = current_user::regrole
    UNION ALL
    SELECT format('ALTER %s %s OWNER TO ${serviceRole}', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
        WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, c.oid::regclass)
      FROM pg_class c JOIN ours ON relnamespace = ours.oid
      WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'c') AND relowner = current_user::regrole AND c.oid NOT IN (SELECT objid FROM fixed)
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO ${serviceRole}', p.oid::regprocedure)
      FROM pg_proc p JOIN ours ON pronamespace = ours.oid
      WHERE proowner = current_user::regrole AND p.oid NOT IN (SELECT objid FROM fixed)
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO ${serviceRole}', t.oid::regtype)
      FROM pg_type t JOIN ours ON typnamespace = ours.oid
      WHERE typtype IN ('d', 'e') AND typowner = current_user::regrole AND t.oid NOT IN (SELECT objid FROM fixed)
  LOOP
    EXECUTE command;
  END LOOP;
END
$$`;

async function within(client: pg.Client, body: (client: pg.Client) => Promise<void>): Promise<void> {
  // It may break at any time; callers get the error with their answer.
  client.on("error", () => {});
  try {
    await client.connect();
    await body(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Another process may have been faster. */
async function once(client: pg.Client, statement: string): Promise<void> {
  await client.query(statement).catch((error: { readonly code?: string }) => {
    if (!duplicates.has(error.code)) throw error;
  });
}
