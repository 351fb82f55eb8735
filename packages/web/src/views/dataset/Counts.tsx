import { useQuery } from "@tanstack/react-query";
import { type Filter, facetsQuery } from "../../api/queries";
import { count, plural } from "../../words/numbers";
import type { DatasetSearch } from "../../words/search";

interface Props {
  readonly datasetId: string;
  readonly filter: Filter;
  readonly onChange: (part: Partial<DatasetSearch>) => void;
}

/** What the filter leaves, counted; everything that is counted is a filter. */
export function Counts({ datasetId, filter, onChange }: Props) {
  const { data } = useQuery(facetsQuery(datasetId, filter));
  if (!data) return <aside className="counts" aria-label="Counts" aria-busy />;
  return (
    <aside className="counts" aria-label="Counts">
      <p className="strong">{plural(data.total, "file")}</p>
      <Names
        title="Failure codes"
        counts={data.failures}
        chosen={filter.failure}
        onChoose={(failure) => onChange({ failure })}
      />
      <Histogram
        title="Similarity"
        buckets={data.score}
        onChoose={(score_from, score_to) => onChange({ score_from, score_to })}
      />
      <Histogram
        title="Faces"
        buckets={data.faces}
        onChoose={(faces_from, faces_to) => onChange({ faces_from, faces_to })}
      />
      <Histogram
        title="Solids"
        buckets={data.solids}
        onChoose={(solids_from, solids_to) => onChange({ solids_from, solids_to })}
      />
      <Names
        title="Features"
        counts={data.features}
        chosen={filter.feature}
        onChoose={(feature) => onChange({ feature })}
      />
      <Names title="Units" counts={data.units} chosen={filter.unit} onChoose={(unit) => onChange({ unit })} />
    </aside>
  );
}

interface NamesProps {
  readonly title: string;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
}

function Names({ title, counts, chosen, onChoose }: NamesProps) {
  if (counts.length === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      {counts.map(({ name, count: n }) => (
        <button
          key={name}
          type="button"
          className="facet-name"
          aria-pressed={name === chosen}
          onClick={() => onChoose(name === chosen ? undefined : name)}
        >
          <span>{name}</span> <span className="quiet number">{count(n)}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface HistogramProps {
  readonly title: string;
  readonly buckets: readonly { readonly from: number; readonly to: number | null; readonly count: number }[];
  readonly onChoose: (from: number, to: number | undefined) => void;
}

/** Bars by the number of files; an empty one is a gap. */
function Histogram({ title, buckets, onChoose }: HistogramProps) {
  const highest = Math.max(...buckets.map(({ count: n }) => n));
  if (highest === 0) return null;
  return (
    <fieldset className="facet">
      <legend>{title}</legend>
      <div className="histogram">
        {buckets.map(({ from, to, count: n }) => {
          const words = rangeWords(from, to);
          return (
            <button
              key={from}
              type="button"
              className="histogram-bar"
              disabled={n === 0}
              aria-label={`${title} ${words}: ${plural(n, "file")}`}
              title={`${words}: ${plural(n, "file")}`}
              onClick={() => onChoose(from, to ?? undefined)}
            >
              <span style={{ height: `${(n / highest) * 100}%` }} />
            </button>
          );
        })}
      </div>
      <div className="histogram-ends quiet number">
        <span>{buckets[0]?.from}</span>
        <span>{buckets.at(-1)?.from}+</span>
      </div>
    </fieldset>
  );
}

const rangeWords = (from: number, to: number | null) => (to === null ? `from ${from}` : `${from} to ${to}`);
