/** Lists that are in memory follow what happens. */
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Stats, Summary } from "./client";
import type { ServerEvent } from "./eventText";
import { conversionsKey, statsQuery } from "./queries";
import { rowOf } from "./rowOf";

interface RowPage {
  readonly items: readonly Summary[];
  readonly next_page?: string | null;
}

/** Puts what happened into every list of the dataset that is in memory; says whether rows came or went. */
export function applyEvents(queries: QueryClient, datasetId: string, events: readonly ServerEvent[]): boolean {
  const changed = new Map<string, Summary>();
  let total: number | undefined;
  for (const { event, data } of events) {
    if (event === "conversion") changed.set((data as Summary).id, rowOf(data as Summary));
    if (event === "stats") total = (data as Stats).total;
  }
  const statsKey = statsQuery(datasetId).queryKey;
  const before = queries.getQueryData(statsKey)?.total;
  const stats = events.findLast(({ event }) => event === "stats");
  if (stats) queries.setQueryData(statsKey, stats.data as Stats);
  if (changed.size > 0)
    queries.setQueriesData<InfiniteData<RowPage, string>>(
      { queryKey: conversionsKey(datasetId) },
      (list) => list && { ...list, pages: list.pages.map((page) => withChanges(page, changed)) },
    );
  return total !== undefined && before !== undefined && total !== before;
}

/** The page itself when none of its rows changed: what did not change is not drawn again. */
function withChanges(page: RowPage, changed: ReadonlyMap<string, Summary>): RowPage {
  if (!page.items.some(({ id }) => changed.has(id))) return page;
  return { ...page, items: page.items.map((row) => changed.get(row.id) ?? row) };
}
