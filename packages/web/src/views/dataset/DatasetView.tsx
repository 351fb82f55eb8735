import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { Dataset } from "../../api/client";
import { datasetQuery, type ListFilter, meaningQuery } from "../../api/queries";
import { Crumbs } from "../../parts/Crumbs";
import { Loading } from "../../parts/Empty";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/useTitle";
import { noFilter } from "../../words/search";
import { ActiveFilters } from "./ActiveFilters";
import { BulkBar } from "./BulkBar";
import { ConversionList } from "./ConversionList";
import { Counts } from "./Counts";
import { DatasetHead } from "./DatasetHead";
import { FilterBar } from "./FilterBar";
import { UploadArea } from "./UploadArea";

const route = getRouteApi("/signed-in/datasets/$datasetId");

/** A dataset: what became of its files, filtered, as a table or as pictures. */
export function DatasetView() {
  const { datasetId } = route.useParams();
  const dataset = useQuery(datasetQuery(datasetId));
  useTitle(dataset.data?.name ?? "Dataset");
  return (
    <>
      <Crumbs>
        <Link to="/datasets">Datasets</Link>
        <span>{dataset.data?.name}</span>
      </Crumbs>
      {dataset.error && <Problem error={dataset.error} onRetry={() => dataset.refetch()} />}
      {dataset.isPending && <Loading what="the dataset" />}
      {dataset.data && <Files key={datasetId} dataset={dataset.data} />}
    </>
  );
}

function Files({ dataset }: { readonly dataset: Dataset }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { layout, by, counts, ...shown } = search;
  const filter = useMeant(dataset.id, shown, by === "meaning");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setIsAll] = useState(false);
  const change = (part: Partial<typeof search>) => {
    setIsAll(false);
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  };
  const select = useCallback((next: (before: ReadonlySet<string>) => ReadonlySet<string>) => {
    setIsAll(false);
    setSelected(next);
  }, []);
  const clear = () => {
    setSelected(new Set());
    setIsAll(false);
  };
  const uploads = dataset.storage_provider === "zoo_managed";
  const { sort: _, ...meant } = filter;
  const filtered = Object.values({ ...shown, sort: undefined }).some((value) => value !== undefined);

  return (
    <UploadArea datasetId={dataset.id} enabled={uploads}>
      <div className="fill">
        <DatasetHead dataset={dataset} />
        <FilterBar datasetId={dataset.id} search={search} onChange={change} />
        <ActiveFilters search={shown} onChange={change} />
        {(selected.size > 0 || isAll) && (
          <BulkBar
            dataset={dataset}
            filter={meant}
            ids={isAll ? undefined : [...selected]}
            onAll={() => setIsAll(true)}
            onClear={clear}
          />
        )}
        <div className={counts ? "with-counts" : "without-counts"}>
          {counts && <Counts datasetId={dataset.id} filter={meant} onChange={change} />}
          <ConversionList
            datasetId={dataset.id}
            filter={filter}
            layout={layout ?? "table"}
            filtered={filtered}
            uploads={uploads}
            selected={selected}
            onSelect={select}
            onClearFilters={() => change(noFilter)}
          />
        </div>
      </div>
    </UploadArea>
  );
}

/** No row has this id: what means nothing that is here finds nothing. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** Words that are meant, not read: the rows that the server finds for them. */
function useMeant(datasetId: string, filter: ListFilter, byMeaning: boolean): ListFilter {
  const { data } = useQuery(meaningQuery(datasetId, byMeaning ? (filter.q ?? "") : ""));
  if (!byMeaning || filter.q === undefined) return filter;
  const { q: _, ...rest } = filter;
  return { ...rest, ids: data && data.length > 0 ? data.join(",") : nobody };
}
