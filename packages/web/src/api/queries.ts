/** What the views read, each under one key of the cache. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { hasModel } from "../words/made";
import { api, bodyOf, type Summary } from "./client";
import type { paths } from "./generated/schema";
import { rowOf } from "./rowOf";

export type Sort = NonNullable<NonNullable<paths["/x/datasets/{id}/explore"]["get"]["parameters"]["query"]>["sort"]>;
/** What of a dataset is meant, as the server takes it. */
export type Filter = NonNullable<paths["/x/datasets/{id}/facets"]["get"]["parameters"]["query"]>;

export interface ListFilter extends Filter {
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

export const conversionsQuery = (id: string, { sort, ...filter }: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...conversionsKey(id), { ...filter, sort }],
    queryFn: async ({ pageParam, signal }) => {
      // A page token has the question in it.
      const query = {
        limit: pageSize,
        ...(pageParam === "" ? { ...filter, ...(sort && { sort }) } : { page_token: pageParam }),
      };
      const page = bodyOf(await api.GET("/x/datasets/{id}/explore", { params: { path: { id }, query }, signal }));
      return { ...page, items: page.items.map(rowOf) };
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_page ?? undefined,
    placeholderData: keepPreviousData,
  });

export const facetsQuery = (id: string, filter: Filter) =>
  queryOptions({
    queryKey: ["facets", id, filter],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/x/datasets/{id}/facets", { params: { path: { id }, query: filter }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });

export const asideQuery = (id: string) =>
  queryOptions({
    queryKey: ["aside", id],
    queryFn: async () => bodyOf(await api.GET("/x/datasets/{id}/files-aside", { params: { path: { id } } })),
  });

/** Conversions whose programs, names and facts mean what is asked, best first. */
export const meaningQuery = (id: string, q: string) =>
  queryOptions({
    queryKey: ["meaning", id, q],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { q, limit: 100 } };
      const matches = bodyOf(await api.GET("/org/datasets/{id}/search/semantic", { params, signal }));
      return [...new Set(matches.map(({ conversion_id }) => conversion_id))];
    },
    enabled: q !== "",
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

/**
 * The certificate comes with the first measurements: a file that was never read has none. What is made belongs to a state of the
 * conversion: it is read again when that is another, not at each event, when it may just have gone.
 */
export const certificateQuery = (conversion: Summary) =>
  queryOptions({
    queryKey: ["made", conversion.dataset_id, conversion.id, "certificate", conversion.updated_at],
    queryFn: async () =>
      bodyOf(
        await api.GET("/x/datasets/{id}/conversions/{conversion_id}/certificate", {
          params: pathOf(conversion.dataset_id, conversion.id),
        }),
      ),
    enabled: conversion.metadata?.["original.format"] !== undefined,
    placeholderData: keepPreviousData,
  });

/** A program written by hand has none. */
export const featureTreeQuery = (conversion: Summary) =>
  queryOptions({
    queryKey: ["made", conversion.dataset_id, conversion.id, "tree", conversion.updated_at],
    queryFn: async () =>
      bodyOf(
        await api.GET("/x/datasets/{id}/conversions/{conversion_id}/feature-tree", {
          params: pathOf(conversion.dataset_id, conversion.id),
        }),
      ),
    enabled: hasModel(conversion, "raw_kcl") && !conversion.manual_kcl_override_active,
    retry: false,
  });
