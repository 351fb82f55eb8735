/** Searches by path, on a real database: what is found, in which order, and that pages hold together. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../db/index.js";
import type { Position, Question } from "../pageToken.js";
import { startTestApi, type TestApi } from "../testing/api.fixture.js";
import { listConversions } from "./conversions.js";
import { searchConversions } from "./search.js";

let api: TestApi;
let small = "";
let large = "";
const manyFiles = 4000;

async function dataset(orgId: string, paths: readonly string[]): Promise<string> {
  const db = api.database.kysely;
  const id = newId();
  await db
    .insertInto("datasets")
    .values({ id, org_id: orgId, name: "d", storage_provider: "zoo_managed", source_uri: `zoo-managed://${id}` })
    .execute();
  for (let i = 0; i < paths.length; i += 2000)
    await db
      .insertInto("conversions")
      .values(
        paths.slice(i, i + 2000).map((file_path, j) => ({
          id: newId(),
          dataset_id: id,
          org_id: orgId,
          file_path,
          file_etag: "e",
          file_size: 1,
          attempt_token: newId(),
          created_at: new Date(1_700_000_000_000 + (i + j) * 1000),
          // The other way round, so that a walk in one order meets last what the other meets first.
          updated_at: new Date(1_700_000_000_000 - (i + j) * 1000),
          status: (i + j) % 3 === 0 ? ("success" as const) : ("error_user" as const),
        })),
      )
      .execute();
  return id;
}

beforeAll(async () => {
  api = await startTestApi();
  const { id } = await api.organization("o");
  small = await dataset(id, [
    "pumps/right-bracket.step",
    "pumps/left_bracket.step",
    "pumps/BearingHousing-07.step",
    "100%_real/part_1.step",
    "1000_real/part-1.step",
    "gears/gear.stp",
  ]);
  // The rare word only among the last ones of the order by creation: a walk does not come there.
  large = await dataset(
    id,
    Array.from({ length: manyFiles }, (_, i) => `lot/${i > manyFiles - 50 ? "rare" : "usual"}-part-${i}.step`),
  );
}, 120_000);
afterAll(async () => api?.close());

type List = (question: Question, position: Position | undefined, limit: number) => ReturnType<typeof listConversions>;

async function allPages(list: List, question: Question, limit: number): Promise<string[]> {
  const paths: string[] = [];
  let position: Position | undefined;
  do {
    const page = await list(question, position, limit);
    paths.push(...page.rows.map((row) => row.file_path));
    position = page.next;
  } while (position);
  return paths;
}

const searchIn =
  (id: string, trigrams = true): List =>
  (question, position, limit) =>
    searchConversions(api.database.kysely, id, question, position, limit, trigrams);
const listIn =
  (id: string): List =>
  (question, position, limit) =>
    listConversions(api.database.kysely, id, question, position, limit);

describe("a search", () => {
  it.each([
    ["bracket", ["pumps/right-bracket.step", "pumps/left_bracket.step"]],
    ["BRACKET.step", ["pumps/right-bracket.step", "pumps/left_bracket.step"]],
    ["left bracket", ["pumps/left_bracket.step"]],
    ["left braket", ["pumps/left_bracket.step"]],
    ["bracekt", ["pumps/right-bracket.step", "pumps/left_bracket.step"]],
    ["housign", ["pumps/BearingHousing-07.step"]],
    ["bearing housing 07", ["pumps/BearingHousing-07.step"]],
    ["100%", ["100%_real/part_1.step", "1000_real/part-1.step"]],
    ["part_1", ["100%_real/part_1.step", "1000_real/part-1.step"]],
    ["wheelbarrow", []],
    ["%", ["100%_real/part_1.step"]],
  ])("for %j", async (q, paths) => {
    expect(await allPages(searchIn(small), { q }, 20)).toEqual(paths);
    expect(await allPages(searchIn(small), { q }, 1)).toEqual(paths);
  });

  it("without trigrams knows no typos", async () => {
    expect(await allPages(searchIn(small, false), { q: "left bracket" }, 20)).toEqual(["pumps/left_bracket.step"]);
    expect(await allPages(searchIn(small, false), { q: "left braket" }, 20)).toEqual([]);
  });

  it("for an id finds the row", async () => {
    const [row] = (await searchIn(small)({ q: "gear" }, undefined, 1)).rows;
    expect(await allPages(searchIn(small), { q: row?.id ?? "" }, 20)).toEqual(["gears/gear.stp"]);
    expect(await allPages(searchIn(large), { q: row?.id ?? "" }, 20)).toEqual([]);
  });
});

describe("in a long list", () => {
  const sorts = ["created_at", "updated_at", "status", "phase"].flatMap((key) => [
    `${key}_ascending`,
    `${key}_descending`,
  ]);

  it.each(sorts)("a rare and a frequent word are found completely, by %s", async (sort_by) => {
    for (const list of [listIn(large), searchIn(large)]) {
      const rare = await allPages(list, { q: "rare", sort_by }, 20);
      expect(rare).toHaveLength(49);
      expect(new Set(rare).size).toBe(49);
      const frequent = await allPages(list, { q: "usual-part", filter: "status:success", sort_by }, 400);
      expect(new Set(frequent).size).toBe(frequent.length);
      expect(frequent).toHaveLength(Math.ceil((manyFiles - 49) / 3));
    }
  });

  it("pages of a search go through all readings", async () => {
    expect(await allPages(searchIn(large), { q: "raree part" }, 7)).toHaveLength(49);
    const usual = await allPages(searchIn(large), { q: "usaul" }, 1000);
    expect(new Set(usual).size).toBe(manyFiles - 49);
  });
});
