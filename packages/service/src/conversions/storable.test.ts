/** What a file says and PostgreSQL does not hold: it is cleaned, bounded or left out, and the conversion ends as its file says. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConversionRow, Dataset } from "../db/index.js";
import type { Runner } from "../scheduling/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";

let backend: TestBackend;
let dataset: Dataset;
let worker: Runner;

beforeAll(async () => {
  backend = await startTestBackend();
  dataset = await backend.dataset(await backend.organization("storable"));
  worker = await backend.worker();
});
afterAll(async () => {
  await worker?.drain(0);
  await backend?.close();
});

async function ended(file: string, fate: object): Promise<ConversionRow> {
  await backend.upload(dataset, { [file]: JSON.stringify(fate) });
  return backend.until(dataset, file, hasEnded);
}

const bytesOf = (row: ConversionRow) => Buffer.byteLength(JSON.stringify(row.metadata));

describe("what jsonb refuses", () => {
  it.each([
    ["nul.step", { "a\u0000b": "c\u0000d" }, { "user.ab": "cd" }],
    ["high.step", { "k\ud800": "v\ud83d" }, { "user.k\ufffd": "v\ufffd" }],
    ["low.step", { "\udc00": "\udfff x" }, { "user.\ufffd": "\ufffd x" }],
    ["pair.step", { "\u{1f529}": "bolt \u{1f529}" }, { "user.\u{1f529}": "bolt \u{1f529}" }],
  ])("is cleaned in metadata (%s)", async (file, user, wanted) => {
    const row = await ended(file, { user });
    expect(row).toMatchObject({ status: "success", phase: 10, metadata: wanted });
  });

  it("is cleaned in the message of a failure, and long ones are cut", async () => {
    const message = `no \u0000 \ud800 ${"x".repeat(20_000)}`;
    const row = await ended("message.step", { fail: { at: 4, code: "syntax", status: "error_user", message } });
    expect(row).toMatchObject({ status: "error_user", failure_code: "syntax" });
    expect(row.status_message).toMatch(/^no {2}\ufffd x+$/);
    expect(row.status_message?.length).toBeLessThanOrEqual(8000);
  });
});

it("metadata have a size that they cannot pass, whatever the child sends", async () => {
  const user = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`key ${i}`, "ä".repeat(i % 100)]));
  const row = await ended("large.step", { user: { ...user, huge: "x".repeat(500_000), last: "small" } });
  expect(row.status).toBe("success");
  expect(bytesOf(row)).toBeLessThan(65_536);
  expect(row.metadata).toMatchObject({ "user.key 5": "ä".repeat(5) });
  expect(row.metadata).not.toHaveProperty("user.huge");
});

describe("content that the database refuses all the same", () => {
  it("costs the metadata and says so, not the conversion", async () => {
    await refuseWhere("conversions", "NEW.metadata ? 'user.refused'", "22P05");
    const row = await ended("refused.step", { user: { refused: "1" } });
    expect(row).toMatchObject({ status: "success", failure_code: null });
    expect(row.metadata).toMatchObject({ "user.not_stored": expect.stringContaining("refuses") });
  });

  it("costs the search, not the end", async () => {
    await refuseWhere("search_chunks", "NEW.content LIKE '%unsearchable%'", "54000");
    const row = await ended("unsearchable.step", {});
    expect(row).toMatchObject({ status: "success", phase: 10 });
    const chunks = backend.database.kysely.selectFrom("search_chunks").selectAll();
    expect(await chunks.where("conversion_id", "=", row.id).execute()).toEqual([]);
  });
});

async function refuseWhere(table: string, condition: string, code: string): Promise<void> {
  await sql
    .raw(
      `CREATE FUNCTION refuse_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF ${condition} THEN RAISE EXCEPTION USING ERRCODE = '${code}'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_${table}();`,
    )
    .execute(backend.database.kysely);
}
