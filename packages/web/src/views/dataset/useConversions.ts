import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Summary } from "../../api/client";
import { useEvents } from "../../api/events";
import { conversionsKey, conversionsQuery, type ListFilter } from "../../api/queries";
import { applyEvents } from "../../api/rows";

/** A list that was read further than this is not read again from its start when files come: its rows stay where they are. */
const pagesReadAgain = 3;

export interface Conversions {
  readonly rows: readonly Summary[];
  readonly hasMore: boolean;
  readonly isPending: boolean;
  readonly isStale: boolean;
  readonly error: unknown;
  readonly more: () => void;
  readonly again: () => void;
}

/** The conversions of a dataset that pass a filter, page by page, kept up to date by events. */
export function useConversions(datasetId: string, filter: ListFilter): Conversions {
  const queries = useQueryClient();
  const list = useInfiniteQuery(conversionsQuery(datasetId, filter));
  const { fetchNextPage } = list;
  const pages = list.data?.pages;
  useEvents(`/x/datasets/${datasetId}/events`, (events) => {
    const cameOrWent = applyEvents(queries, datasetId, events);
    if (cameOrWent && pages && pages.length <= pagesReadAgain)
      void queries.invalidateQueries({ queryKey: conversionsKey(datasetId) });
  });
  const rows = useMemo(() => unique(pages?.flatMap(({ items }) => items) ?? []), [pages]);
  return {
    rows,
    hasMore: list.hasNextPage,
    isPending: list.isPending,
    isStale: list.isPlaceholderData,
    error: list.error,
    more: useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]),
    again: () => void list.refetch(),
  };
}

/** A row that moved while pages were read is on two of them. */
function unique(rows: readonly Summary[]): readonly Summary[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}
