import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Dataset } from "../../api/client";
import { datasetQuery } from "../../api/queries";
import { Crumbs } from "../../parts/Crumbs";
import { Loading } from "../../parts/Empty";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/useTitle";
import { BulkBar } from "./BulkBar";
import { ConversionList } from "./ConversionList";
import { DatasetHead } from "./DatasetHead";
import { FilterBar } from "./FilterBar";
import { UploadArea } from "./UploadArea";
import { useConversions } from "./useConversions";

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
  const list = useConversions(dataset.id, search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const uploads = dataset.storage_provider === "zoo_managed";

  return (
    <UploadArea datasetId={dataset.id} enabled={uploads}>
      <div className="fill">
        <DatasetHead dataset={dataset} />
        <FilterBar datasetId={dataset.id} search={search} onChange={change} />
        {selected.size > 0 && (
          <BulkBar rows={list.rows.filter(({ id }) => selected.has(id))} onClear={() => setSelected(new Set())} />
        )}
        <ConversionList
          list={list}
          layout={search.layout ?? "table"}
          filtered={search.q !== undefined || search.status !== undefined || search.phase !== undefined}
          uploads={uploads}
          selected={selected}
          onSelect={setSelected}
          onClearFilters={() => change({ q: undefined, status: undefined, phase: undefined })}
        />
      </div>
    </UploadArea>
  );
}
