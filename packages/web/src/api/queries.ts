/** What the views read, each under one key of the cache. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf, type Summary } from "./client";
import { rowOf } from "./rowOf";

export type Sort =
  | "created_at_ascending"
  | "created_at_descending"
  | "updated_at_ascending"
  | "updated_at_descending"
  | "status_ascending"
  | "status_descending"
  | "phase_ascending"
  | "phase_descending";

export interface ListFilter {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly phase?: string | undefined;
  readonly sort?: Sort | undefined;
}

/** Of a page: 200 fill several screens, and are one answer of some dozen kilobytes on the wire. */
const pageSize = 200;

export const callerQuery = queryOptions({
  queryKey: ["caller"],
  queryFn: async () => bodyOf(await api.GET("/x/caller")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const datasetsQuery = infiniteQueryOptions({
  queryKey: ["datasets"],
  queryFn: async ({ pageParam }) => {
    const query =
      pageParam === ""
        ? { limit: 50, sort_by: "created_at_descending" as const }
        : { limit: 50, page_token: pageParam };
    return bodyOf(await api.GET("/org/datasets", { params: { query } }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_page ?? undefined,
});

export const progressQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["progress", ...ids],
    queryFn: async () => bodyOf(await api.GET("/x/progress", { params: { query: { ids: ids.join(",") } } })),
    enabled: ids.length > 0,
    refetchInterval: 5000,
    placeholderData: keepPreviousData,
  });

export const datasetQuery = (id: string) =>
  queryOptions({
    queryKey: ["dataset", id],
    queryFn: async () => bodyOf(await api.GET("/org/datasets/{id}", { params: { path: { id } } })),
  });

export const statsQuery = (id: string) =>
  queryOptions({
    queryKey: ["stats", id],
    queryFn: async () => bodyOf(await api.GET("/org/datasets/{id}/stats", { params: { path: { id } } })),
  });

export const statisticsQuery = (id: string) =>
  queryOptions({
    queryKey: ["statistics", id],
    queryFn: async () => bodyOf(await api.GET("/x/datasets/{id}/statistics", { params: { path: { id } } })),
    refetchInterval: 10_000,
  });

export const conversionsKey = (id: string) => ["conversions", id] as const;

export const conversionsQuery = (id: string, { q, status, phase, sort }: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...conversionsKey(id), { q, status, phase, sort }],
    queryFn: async ({ pageParam, signal }) => {
      const asked = {
        ...(q ? { q } : {}),
        ...(status ? { filter: `status:${status}` } : {}),
        ...(phase ? { phase } : {}),
        sort_by: sort ?? ("updated_at_descending" as const),
      };
      // A page token has the question in it.
      const query = { limit: pageSize, ...(pageParam === "" ? asked : { page_token: pageParam }) };
      const page = bodyOf(await api.GET("/org/datasets/{id}/conversions", { params: { path: { id }, query }, signal }));
      return { ...page, items: page.items.map(rowOf) };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page ?? undefined,
    placeholderData: keepPreviousData,
  });

const pathOf = (id: string, conversionId: string) => ({ path: { id, conversion_id: conversionId } });

export const conversionQuery = (id: string, conversionId: string) =>
  queryOptions({
    queryKey: ["conversion", id, conversionId],
    queryFn: async () =>
      bodyOf(await api.GET("/org/datasets/{id}/conversions/{conversion_id}", { params: pathOf(id, conversionId) })),
  });

export const phasesQuery = (id: string, conversionId: string) =>
  queryOptions({
    queryKey: ["conversion", id, conversionId, "phases"],
    queryFn: async () =>
      bodyOf(
        await api.GET("/x/datasets/{id}/conversions/{conversion_id}/phases", { params: pathOf(id, conversionId) }),
      ),
  });

/** The certificate comes with the first measurements: a file that was never read has none. */
export const certificateQuery = (conversion: Summary | undefined) =>
  queryOptions({
    queryKey: ["conversion", conversion?.dataset_id, conversion?.id, "certificate", conversion?.updated_at],
    queryFn: async () =>
      bodyOf(
        await api.GET("/x/datasets/{id}/conversions/{conversion_id}/certificate", {
          params: pathOf(conversion?.dataset_id ?? "", conversion?.id ?? ""),
        }),
      ),
    enabled: conversion?.metadata?.["original.format"] !== undefined,
    placeholderData: keepPreviousData,
  });
