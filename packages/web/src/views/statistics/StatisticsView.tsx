import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Statistics } from "../../api/client";
import { saveText } from "../../api/download";
import { datasetQuery, facetsQuery, statisticsQuery } from "../../api/queries";
import { Crumbs } from "../../parts/Crumbs";
import { Empty, Loading } from "../../parts/Empty";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/useTitle";
import { type DatasetSearch, datasetSearch } from "../../words/search";
import { phaseWord, statuses, statusWord } from "../../words/statuses";
import { BarPanel } from "./BarPanel";
import { csvOf } from "./csv";

const route = getRouteApi("/signed-in/datasets/$datasetId/statistics");

/** A dataset in figures. */
export function StatisticsView() {
  const { datasetId } = route.useParams();
  const { data: dataset } = useQuery(datasetQuery(datasetId));
  const { data, error, refetch, isPending } = useQuery(statisticsQuery(datasetId));
  useTitle("Statistics", dataset?.name);
  return (
    <>
      <Crumbs>
        <Link to="/datasets">Datasets</Link>
        <Link to="/datasets/$datasetId" params={{ datasetId }}>
          {dataset?.name ?? "Dataset"}
        </Link>
        <span>Statistics</span>
      </Crumbs>
      <div className="page">
        <div className="page-head">
          <h1>Statistics</h1>
          {data && (
            <button
              type="button"
              className="button"
              onClick={() => saveText(csvOf(data), `${dataset?.name ?? "dataset"}.statistics.csv`)}
            >
              Export as CSV
            </button>
          )}
        </div>
        {error && <Problem error={error} onRetry={() => refetch()} />}
        {isPending && <Loading what="the figures" />}
        {data && (data.statuses.length === 0 ? <Empty title="There are no files yet." /> : <Panels data={data} />)}
      </div>
    </>
  );
}

function Panels({ data }: { readonly data: Statistics }) {
  const { datasetId } = route.useParams();
  const navigate = route.useNavigate();
  const { data: counts } = useQuery(facetsQuery(datasetId, {}));
  const show = (search: DatasetSearch) =>
    void navigate({ to: "/datasets/$datasetId", params: { datasetId }, search: datasetSearch({ ...search }) });
  return (
    <div className="charts">
      <BarPanel
        title="Status"
        bars={data.statuses.map(({ name, count }) => ({ name: statusWord(name), value: count, key: name }))}
        onChoose={(status) => show({ status: statuses.find((one) => one === status) })}
      />
      <BarPanel
        title="Failure causes"
        bars={data.failures.map(({ name, count }) => ({ name, value: count, key: name }))}
        empty="No file has failed."
        onChoose={(failure) => show({ failure })}
      />
      <BarPanel
        title="Feature kinds"
        bars={counts?.features.map(({ name, count }) => ({ name, value: count, key: name })) ?? []}
        empty="No program has a feature yet."
        onChoose={(feature) => show({ feature })}
      />
      <BarPanel
        title="Similarity of raw programs"
        bars={barsOf(data.scores, "")}
        upright
        onChoose={(key) => {
          const bucket = data.scores.find((one) => keyOf(one) === key);
          show({ score_from: bucket?.from ?? undefined, score_to: bucket?.to ?? undefined });
        }}
      />
      <BarPanel title="Time of a conversion" bars={barsOf(data.seconds, " s")} upright />
      <BarPanel
        title="Median time of each phase, ms"
        bars={data.phases.map(({ phase, median_ms }) => ({ name: phaseWord(phase), value: median_ms, key: phase }))}
        empty="No phase has ended yet."
      />
    </div>
  );
}

const keyOf = ({ from, to }: Statistics["scores"][number]) => `${from}..${to}`;

function barsOf(buckets: Statistics["scores"], unit: string) {
  return buckets.map((bucket) => {
    const { from, to, count } = bucket;
    const name = from === null ? `< ${to}${unit}` : to === null ? `≥ ${from}${unit}` : `${from}–${to}${unit}`;
    return { name: unit === "" && to === null ? "1" : name, value: count, key: keyOf(bucket) };
  });
}
