import { Checkbox } from "@base-ui/react/checkbox";
import { useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Check, Minus } from "lucide-react";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import type { Summary } from "../../api/client";
import type { ListProps } from "./ConversionList";
import { columns, features, numeric, widths } from "./columns";

const rowPx = 48;
/** Rows drawn beyond the view, so that scrolling shows no gap. */
const beyond = 12;
/** The next page is asked for when so many rows are left. */
const ahead = 100;

const template = `40px ${columns.map(({ id = "status" }) => widths[id]).join(" ")}`;

/** The files as a table of any length: only the rows in view are there. */
export function ConversionTable({ rows, hasMore, more, selected, onToggle, onToggleAll, active }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const data = useMemo(() => rows as Summary[], [rows]);
  const table = useTable({ features, columns, data, getRowId: ({ id }) => id });
  const tableRows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: beyond,
    scrollPaddingStart: rowPx,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0; // default: nothing is drawn yet
  useEffect(() => {
    if (hasMore && last >= rows.length - ahead) more();
  });
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
  }, [active, virtual]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scroller" ref={scroller} tabIndex={0} aria-label="Files">
      <table
        className="grid-table"
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-label="Files"
        style={{ "--columns": template } as CSSProperties}
      >
        <thead className="grid-head">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="grid-row" aria-rowindex={1}>
              <td className="cell">
                <Tick
                  label="Select all"
                  checked={selected.size > 0 && selected.size === rows.length}
                  some={selected.size > 0}
                  onChange={onToggleAll}
                />
              </td>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" className={cellClass(header.id)}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody className="grid-body" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = tableRows[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                className={index === active ? "grid-row active" : "grid-row"}
                aria-rowindex={index + 2}
                style={{ transform: `translateY(${start}px)` }}
              >
                <td className="cell">
                  <Tick
                    label={`Select ${row.original.file_path}`}
                    checked={selected.has(row.id)}
                    onChange={() => onToggle(row.id)}
                  />
                </td>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={cellClass(cell.column.id)}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const cellClass = (id: string) => `cell column-${id}${numeric.has(id) ? " number" : ""}`;

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  readonly some?: boolean;
  readonly onChange: () => void;
}

export function Tick({ label, checked, some = false, onChange }: TickProps) {
  return (
    <Checkbox.Root
      className="checkbox"
      aria-label={label}
      checked={checked}
      indeterminate={some && !checked}
      onCheckedChange={onChange}
    >
      <Checkbox.Indicator className="checkbox-mark">
        {some && !checked ? <Minus size={12} aria-hidden /> : <Check size={12} aria-hidden />}
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
