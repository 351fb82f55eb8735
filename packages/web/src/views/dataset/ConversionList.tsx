import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Summary } from "../../api/client";
import { Empty, Loading } from "../../parts/Empty";
import { useKeys } from "../../parts/keys";
import { Problem } from "../../parts/Problem";
import { ConversionGrid } from "./ConversionGrid";
import { ConversionTable } from "./ConversionTable";
import type { Conversions } from "./useConversions";

export interface ListProps {
  readonly rows: readonly Summary[];
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
  /** Index of the row that keys work on; -1: none yet. */
  readonly active: number;
}

interface Props {
  readonly list: Conversions;
  readonly layout: "table" | "grid";
  readonly filtered: boolean;
  readonly uploads: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onClearFilters: () => void;
}

/** The rows in the layout that is wanted, with the keys that go through them. */
export function ConversionList({ list, layout, filtered, uploads, selected, onSelect, onClearFilters }: Props) {
  const { rows } = list;
  const [active, setActive] = useState(-1);
  const navigate = useNavigate();
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const toggleAll = () => onSelect(selected.size > 0 ? new Set() : new Set(rows.map(({ id }) => id)));
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
    rows,
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
