import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Dataset, Progress } from "../../api/client";
import { callerQuery, datasetsQuery, progressQuery } from "../../api/queries";
import { Ago } from "../../parts/Ago";
import { Empty, Loading } from "../../parts/Empty";
import { useKeys } from "../../parts/keys";
import { Problem } from "../../parts/Problem";
import { ProgressBar } from "../../parts/ProgressBar";
import { useReached } from "../../parts/useReached";
import { useTitle } from "../../parts/useTitle";
import { count } from "../../words/numbers";
import { CreateDataset } from "./CreateDataset";

/** All datasets of the organisation, with how far each has come. */
export function DatasetsView() {
  useTitle("Datasets");
  const [creating, setCreating] = useState(false);
  const list = useInfiniteQuery(datasetsQuery);
  const { data: caller } = useQuery(callerQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useReached(() => void (list.hasNextPage && !list.isFetching && list.fetchNextPage()));
  const mayCreate = caller?.role === "admin";
  useKeys({ c: () => mayCreate && setCreating(true) });

  return (
    <div className="page">
      <div className="page-head">
        <h1>Datasets</h1>
        {mayCreate && (
          <button type="button" className="button primary" onClick={() => setCreating(true)}>
            <Plus size={16} aria-hidden />
            New dataset
          </button>
        )}
      </div>
      {list.error && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Loading what="the datasets" />}
      {list.data && items.length === 0 && (
        <Empty title="There is no dataset yet.">
          <p className="quiet">A dataset is a set of CAD files: uploaded here, or read from a bucket of yours.</p>
        </Empty>
      )}
      {items.length > 0 && (
        <div className="scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Progress</th>
                <th scope="col" className="number">
                  Files
                </th>
                <th scope="col" className="number">
                  Success
                </th>
                <th scope="col" className="number">
                  Errors
                </th>
                <th scope="col">Source</th>
                <th scope="col">Last sync</th>
                <th scope="col">Created</th>
              </tr>
            </thead>
            {list.data?.pages.map((page) => (
              <DatasetRows key={page.items[0]?.id ?? "none"} datasets={page.items} />
            ))}
          </table>
        </div>
      )}
      <div ref={end} />
      <CreateDataset open={creating} onOpenChange={setCreating} />
    </div>
  );
}

/** The rows of one page: their progress is one question. */
function DatasetRows({ datasets }: { readonly datasets: readonly Dataset[] }) {
  const { data } = useQuery(progressQuery(datasets.map(({ id }) => id)));
  return (
    <tbody>
      {datasets.map((dataset) => (
        <DatasetRow
          key={dataset.id}
          dataset={dataset}
          progress={data?.find(({ dataset_id }) => dataset_id === dataset.id)}
        />
      ))}
    </tbody>
  );
}

interface RowProps {
  readonly dataset: Dataset;
  readonly progress: Progress | undefined;
}

function DatasetRow({ dataset, progress }: RowProps) {
  const entries = Object.entries(progress?.by_status ?? {});
  const sum = (of: (status: string) => boolean) =>
    entries.filter(([status]) => of(status)).reduce((total, [, n]) => total + n, 0);
  const shown = (n: number) => (progress ? count(n) : "");
  return (
    <tr>
      <td>
        <Link to="/datasets/$datasetId" params={{ datasetId: dataset.id }} className="strong">
          {dataset.name}
        </Link>
        {dataset.status !== "active" && <span className="tag">{dataset.status}</span>}
        {dataset.last_sync_error != null && <span className="tag warning">sync</span>}
      </td>
      <td>{progress && <ProgressBar byStatus={progress.by_status} />}</td>
      <td className="number">{shown(sum(() => true))}</td>
      <td className="number">{shown(sum((status) => status === "success"))}</td>
      <td className="number">{shown(sum((status) => status.startsWith("error_")))}</td>
      <td className="quiet">{dataset.storage_provider === "s3" ? dataset.source_uri : "uploads"}</td>
      <td className="quiet">{progress?.last_synced_at != null ? <Ago time={progress.last_synced_at} /> : "–"}</td>
      <td className="quiet">
        <Ago time={dataset.created_at} />
      </td>
    </tr>
  );
}
