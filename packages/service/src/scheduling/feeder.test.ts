import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { feed, shareOut } from "./feeder.js";
import { compareVersions, requeueOlder } from "./newVersion.js";

describe("shareOut", () => {
  it("gives to who has least, up to everybody's cap", () => {
    const tenants = [
      { orgId: "big", active: 0, cap: 100 },
      { orgId: "small", active: 2, cap: 3 },
      { orgId: "full", active: 5, cap: 5 },
    ];
    expect(Object.fromEntries(shareOut(tenants, 6))).toEqual({ big: 5, small: 1 });
    expect(Object.fromEntries(shareOut(tenants, 1000))).toEqual({ big: 100, small: 1 });
  });
});

it.each([
  ["0.9.0", "0.10.0"],
  ["1.0.0-beta.2", "1.0.0"],
  ["1.0.0-beta.2", "1.0.0-beta.10"],
  ["1.2.3", "2.0.0"],
])("%s is older than %s", (older, newer) => {
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(older, older)).toBe(0);
});

describe("on a database", () => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await startTestBackend();
  });
  afterAll(() => backend?.close());

  const enqueuedOf = async (orgId: string) => {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM conversions WHERE org_id = ${orgId} AND enqueued_at IS NOT NULL`.execute(
      backend.database.kysely,
    );
    return rows[0]?.n;
  };

  it("keeps a window of jobs, fair between organisations, without those that are paused", async () => {
    const { kysely } = backend.database;
    const [a, b, c] = [
      await backend.organization("a"),
      await backend.organization("b"),
      await backend.organization("c"),
    ];
    const files = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}.step`, "{}"]));
    await backend.upload(await backend.dataset(a), files(40));
    await backend.upload(await backend.dataset(b), files(3));
    await backend.upload(await backend.dataset(c, { status: "paused" }), files(3));
    const options = { jobsPerSlot: 2, minWindow: 10, maxRunningPerOrg: 100 };
    expect(await feed(kysely, options)).toBe(10);
    expect(await feed(kysely, options)).toBe(0);
    expect([await enqueuedOf(a), await enqueuedOf(b), await enqueuedOf(c)]).toEqual([7, 3, 0]);
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM graphile_worker.jobs`.execute(kysely);
    expect(rows[0]?.n).toBe(10);
    await kysely.updateTable("organizations").set({ max_running: 9 }).where("id", "=", a).execute();
    await feed(kysely, { ...options, minWindow: 100 });
    expect(await enqueuedOf(a)).toBe(9);
  });

  it("tries again with a newer converter what an older one could not, and nothing else", async () => {
    const { kysely } = backend.database;
    const dataset = await backend.dataset(await backend.organization("versions"));
    const fates = [
      ["unsupported.step", "error_unsupported", "1.0.0"],
      ["internal.step", "error_internal", "0.9.0"],
      ["user.step", "error_user", "1.0.0"],
      ["newer.step", "error_unsupported", "3.0.0"],
      ["good.step", "success", "1.0.0"],
    ] as const;
    await backend.upload(dataset, Object.fromEntries(fates.map(([file]) => [file, "{}"])));
    for (const [file, status, importer_version] of fates) {
      await kysely
        .updateTable("conversions")
        .set({ status, importer_version })
        .where("dataset_id", "=", dataset.id)
        .where("file_path", "=", file)
        .execute();
    }
    expect(await requeueOlder(kysely, "2.0.0")).toBe(2);
    const rows = await kysely
      .selectFrom("conversions")
      .select("file_path")
      .where("dataset_id", "=", dataset.id)
      .where("status", "=", "queued")
      .orderBy("file_path")
      .execute();
    expect(rows.map(({ file_path }) => file_path)).toEqual(["internal.step", "unsupported.step"]);
  });
});
