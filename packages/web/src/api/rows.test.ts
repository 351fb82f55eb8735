import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import type { Summary } from "./client";
import { conversionsKey, statsQuery } from "./queries";
import { rowOf } from "./rowOf";
import { applyEvents } from "./rows";

const row = (id: string, status: Summary["status"]) =>
  ({ id, status, metadata: { "original.faces": "4", "original.author": "somebody" } }) as unknown as Summary;

it("keeps of the metadata what lists show", () => {
  expect(rowOf(row("a", "success")).metadata).toEqual({ "original.faces": "4" });
});

it("puts what changed into every list in memory, leaves other pages as they are, and tells whether files came", () => {
  const queries = new QueryClient();
  const key = [...conversionsKey("d"), { q: undefined }];
  const first = { items: [row("a", "queued")], next_page: "x" };
  const second = { items: [row("b", "queued")], next_page: null };
  queries.setQueryData(key, { pages: [first, second], pageParams: ["", "x"] });
  queries.setQueryData(statsQuery("d").queryKey, {
    dataset_id: "d",
    total: 2,
    successes: 0,
    failures: 0,
    by_status: {},
  });
  const stats = (total: number) => ({ id: "1", event: "stats", data: { dataset_id: "d", total, by_status: {} } });
  const event = { id: "1", event: "conversion", data: row("b", "success") };
  expect(applyEvents(queries, "d", [event, stats(2)])).toBe(false);
  const list = queries.getQueryData<{ readonly pages: readonly (typeof first)[] }>(key);
  expect(list?.pages[0]).toBe(first);
  expect(list?.pages[1]?.items[0]?.status).toBe("success");
  expect(applyEvents(queries, "d", [stats(3)])).toBe(true);
});
