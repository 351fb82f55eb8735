import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { Summary } from "../../api/client";
import type { Filter, ListFilter } from "../../api/queries";
import { Empty, Loading } from "../../parts/Empty";
import { useKeys } from "../../parts/keys";
import { Problem } from "../../parts/Problem";
import { ConversionGrid } from "./ConversionGrid";
import { ConversionTable } from "./ConversionTable";
import { type Section, sectionsOf } from "./sections";
import { useConversions } from "./useConversions";

export interface ListProps {
  readonly datasetId: string;
  readonly filter: Filter;
  readonly rows: readonly Summary[];
  readonly sections: readonly Section[];
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
  /** Index of the row that keys work on; -1: none yet. */
  readonly active: number;
}

interface Props {
  readonly datasetId: string;
  readonly filter: ListFilter;
  readonly layout: "table" | "grid";
  readonly filtered: boolean;
  readonly uploads: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void;
  readonly onClearFilters: () => void;
}

/** The rows in the layout that is wanted, with the keys that go through them. */
export function ConversionList({ datasetId, filter, layout, selected, onSelect, ...props }: Props) {
  const { filtered, uploads, onClearFilters } = props;
  const list = useConversions(datasetId, filter);
  const { rows } = list;
  const { sort, ...meant } = filter;
  // Rows of the order before are shown until those of this one come.
  const isGrouped = sort === "failure" && !list.isStale;
  const sections = useMemo(() => sectionsOf(rows, isGrouped), [rows, isGrouped]);
  const [active, setActive] = useState(-1);
  const navigate = useNavigate();
  const toggle = useCallback(
    (id: string) =>
      onSelect((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [onSelect],
  );
  const toggleAll = () => onSelect((before) => new Set(before.size > 0 ? [] : rows.map(({ id }) => id)));
  const current = rows[active];
  const step = (by: number) => setActive((at) => Math.max(0, Math.min(rows.length - 1, at + by)));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ...(current && {
      x: () => toggle(current.id),
      o: () =>
        void navigate({
          to: "/datasets/$datasetId/conversions/$conversionId",
          params: { datasetId: current.dataset_id, conversionId: current.id },
        }),
    }),
    "mod+a": toggleAll,
  });

  if (list.error && rows.length === 0) return <Problem error={list.error} onRetry={list.again} />;
  if (list.isPending) return <Loading what="the files" />;
  if (rows.length === 0)
    return filtered ? (
      <Empty title="No file is like that.">
        <button type="button" className="button" onClick={onClearFilters}>
          Show all files
        </button>
      </Empty>
    ) : (
      <Empty title="There are no files yet.">
        <p className="quiet">
          {uploads
            ? "Drop CAD files, folders or ZIP archives anywhere on this page."
            : "They appear here when the bucket has been listed."}
        </p>
      </Empty>
    );
  const shown: ListProps = {
    datasetId,
    filter: meant,
    rows,
    sections,
    hasMore: list.hasMore,
    more: list.more,
    selected,
    onToggle: toggle,
    onToggleAll: toggleAll,
    active,
  };
  return (
    <div className={list.isStale ? "list stale" : "list"} aria-busy={list.isStale}>
      {layout === "grid" ? <ConversionGrid {...shown} /> : <ConversionTable {...shown} />}
    </div>
  );
}
