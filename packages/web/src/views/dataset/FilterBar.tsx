import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useQuery } from "@tanstack/react-query";
import { ChartColumn, LayoutGrid, Search, Table2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Sort, statsQuery } from "../../api/queries";
import { Choice } from "../../parts/Choice";
import { useKeys } from "../../parts/keys";
import { count } from "../../words/numbers";
import type { DatasetSearch } from "../../words/search";
import { phases, phaseWords, statuses, statusWords } from "../../words/statuses";

const sortWords: Readonly<Record<Sort, string>> = {
  updated_at_descending: "Last changed first",
  updated_at_ascending: "Last changed last",
  created_at_descending: "Newest first",
  created_at_ascending: "Oldest first",
  worst: "Worst first",
  best: "Best first",
  faces_descending: "Most faces first",
  faces_ascending: "Fewest faces first",
  path: "Path, a to z",
  failure: "Grouped by failure code",
};

/** No filter: an empty value would be none to the library. */
const all = "all";

const phaseItems = [
  { value: all, label: "Any phase" },
  ...phases.map((value) => ({ value, label: phaseWords[value] })),
];
const byItems = [
  { value: "path", label: "Path or id" },
  { value: "meaning", label: "Meaning" },
];
const sortItems = Object.entries(sortWords).map(([value, label]) => ({ value, label }));

interface Props {
  readonly datasetId: string;
  readonly search: DatasetSearch;
  readonly onChange: (part: Partial<DatasetSearch>) => void;
}

/** What of a dataset is shown, and how. All of it is in the address. */
export function FilterBar({ datasetId, search, onChange }: Props) {
  const { data: stats } = useQuery(statsQuery(datasetId));
  const filesWith = (status: string) => stats?.by_status[status] ?? 0; // default: a status that no file has is absent
  return (
    <div className="filters">
      <ToggleGroup
        className="chips"
        aria-label="Status"
        value={[search.status ?? all]}
        onValueChange={([status]) => onChange({ status: statuses.find((one) => one === status) })}
      >
        <Toggle value={all} className="chip">
          All <span className="chip-count">{stats ? count(stats.total) : ""}</span>
        </Toggle>
        {statuses
          .filter((status) => filesWith(status) > 0 || search.status === status)
          .map((status) => (
            <Toggle key={status} value={status} className="chip">
              {statusWords[status]} <span className="chip-count">{count(filesWith(status))}</span>
            </Toggle>
          ))}
      </ToggleGroup>
      <div className="filter-fields">
        <SearchField value={search.q ?? ""} onChange={(q) => onChange({ q: q || undefined })} />
        <Choice
          label="Search by"
          value={search.by ?? "path"}
          items={byItems}
          onChange={(by) => onChange({ by: by === "meaning" ? "meaning" : undefined })}
        />
        <Toggle
          className="button"
          pressed={search.counts ?? false}
          onPressedChange={(pressed) => onChange({ counts: pressed || undefined })}
        >
          <ChartColumn size={16} aria-hidden /> Filters
        </Toggle>
        <Choice
          label="Phase"
          value={search.phase ?? all}
          items={phaseItems}
          onChange={(phase) => onChange({ phase: phases.find((one) => one === phase) })}
        />
        <Choice
          label="Order"
          value={search.sort ?? "updated_at_descending"}
          items={sortItems}
          onChange={(sort) => onChange({ sort: sort === "updated_at_descending" ? undefined : (sort as Sort) })}
        />
        <ToggleGroup
          className="segments"
          aria-label="Layout"
          value={[search.layout ?? "table"]}
          onValueChange={([layout]) => layout && onChange({ layout: layout === "grid" ? "grid" : undefined })}
        >
          <Toggle value="table" className="segment" aria-label="Table">
            <Table2 size={16} aria-hidden />
          </Toggle>
          <Toggle value="grid" className="segment" aria-label="Pictures">
            <LayoutGrid size={16} aria-hidden />
          </Toggle>
        </ToggleGroup>
      </div>
    </div>
  );
}

/** Between two keys of a word there is less. */
const typingMs = 250;

function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  useKeys({ "/": () => field.current?.focus() });
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => change.current(text.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <label className="search">
      <Search size={14} aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label="Path or id"
        placeholder="Path or id"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
    </label>
  );
}
