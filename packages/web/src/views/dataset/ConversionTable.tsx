import { FlexRender, type Row, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, memo, useEffect, useMemo, useRef } from "react";
import type { Summary } from "../../api/client";
import { Tick } from "../../parts/Tick";
import type { ListProps } from "./ConversionList";
import { columns, features, numeric, widths } from "./columns";
import { SectionHeading } from "./SectionHeading";
import { lineAt, lineOfRow, linesOf, type Section } from "./sections";

const rowPx = 48;
/** Rows drawn beyond the view, so that scrolling shows no gap. */
const beyond = 8;
/** The next page is asked for when so many rows are left. */
const ahead = 400;

const template = `40px ${columns.map(({ id = "status" }) => widths[id]).join(" ")}`;

/** The files as a table of any length: only the rows in view are there. */
export function ConversionTable(props: ListProps) {
  const { datasetId, filter, rows, sections, hasMore, more, selected, onToggle, onToggleAll, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: linesOf(sections, 1),
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
    if (active >= 0) virtual.scrollToIndex(lineOfRow(sections, 1, active));
  }, [active, sections, virtual]);
  const first = shown[0]?.index ?? 0; // default: nothing is drawn yet
  // Only of rows in view: to make 100,000 rows of a table takes longer than a frame.
  const data = useMemo(() => rowsBetween(rows, sections, first, last), [rows, sections, first, last]);
  const table = useTable({ features, columns, data, getRowId: ({ id }) => id });
  const tableRows = new Map(table.getRowModel().rows.map((row) => [row.id, row]));

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
            const line = lineAt(sections, 1, index);
            if (!line) return null;
            if ("heading" in line)
              return (
                <tr key={line.heading} className="grid-row section-row" style={{ transform: `translateY(${start}px)` }}>
                  <th scope="rowgroup" className="section-cell">
                    <SectionHeading datasetId={datasetId} filter={filter} name={line.heading} />
                  </th>
                </tr>
              );
            const row = rows[line.first];
            const tableRow = row && tableRows.get(row.id);
            if (!tableRow) return null;
            return (
              <FileRow
                key={row.id}
                row={row}
                cells={tableRow}
                index={index}
                start={start}
                isActive={rows[active] === row}
                isSelected={selected.has(row.id)}
                onToggle={onToggle}
              />
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const cellClass = (id: string) => `cell column-${id}${numeric.has(id) ? " number" : ""}`;

function rowsBetween(rows: readonly Summary[], sections: readonly Section[], first: number, last: number): Summary[] {
  const found: Summary[] = [];
  for (let index = first; index <= last; index++) {
    const line = lineAt(sections, 1, index);
    const row = line && "first" in line ? rows[line.first] : undefined;
    if (row) found.push(row);
  }
  return found;
}

interface RowProps {
  readonly row: Summary;
  readonly cells: Row<typeof features, Summary>;
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onToggle: (id: string) => void;
}

/** Drawn once, however far the list is scrolled while it is in view. */
const FileRow = memo(
  function FileRow({ row, cells, index, start, isActive, isSelected, onToggle }: RowProps) {
    return (
      <tr
        className={isActive ? "grid-row active" : "grid-row"}
        aria-rowindex={index + 2}
        style={{ transform: `translateY(${start}px)` }}
      >
        <td className="cell">
          <Tick label={`Select ${row.file_path}`} checked={isSelected} onChange={() => onToggle(row.id)} />
        </td>
        {cells.getAllCells().map((cell) => (
          <td key={cell.id} className={cellClass(cell.column.id)}>
            <FlexRender cell={cell} />
          </td>
        ))}
      </tr>
    );
  },
  // The cells are made of the row: others of the same row show the same.
  ({ cells: _, ...before }, { cells: __, ...after }) =>
    Object.entries(before).every(([key, value]) => value === after[key as keyof typeof after]),
);
