import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Summary } from "../../api/client";
import { Picture, ResultPicture } from "../../parts/Picture";
import { StatusMark } from "../../parts/StatusMark";
import { Tick } from "../../parts/Tick";
import { similarity } from "../../words/numbers";
import type { ListProps } from "./ConversionList";
import { FileLink } from "./FileLink";
import { SectionHeading } from "./SectionHeading";
import { lineAt, lineOfRow, linesOf } from "./sections";

const narrowestPx = 240;
const gapPx = 12;
/** Text below the pictures of a card. */
const textPx = 84;
const beyond = 3;
const headingPx = 40;
const ahead = 400;

/** The files as pictures: the original beside the result. */
export function ConversionGrid(props: ListProps) {
  const { datasetId, filter, rows, sections, hasMore, more, selected, onToggle, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const across = Math.max(1, Math.floor((width + gapPx) / (narrowestPx + gapPx)));
  const cardPx = (width - gapPx * (across - 1)) / across / 2 + textPx;
  const isHeading = (index: number) => "heading" in (lineAt(sections, across, index) ?? {});
  const virtual = useVirtualizer({
    count: linesOf(sections, across),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (isHeading(index) ? headingPx : cardPx + gapPx),
    overscan: beyond,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width is another height of every card, other rows are other headings
  useEffect(() => virtual.measure(), [cardPx, sections, virtual]);
  const shown = virtual.getVirtualItems();
  const last = ((shown.at(-1)?.index ?? 0) + 1) * across; // default: nothing is drawn yet
  useEffect(() => {
    if (hasMore && last >= rows.length - ahead) more();
  });
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(lineOfRow(sections, across, active));
  }, [active, across, sections, virtual]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="scroller cards" ref={scroller} tabIndex={0} aria-label="Files">
      <ul style={{ height: virtual.getTotalSize() }}>
        {shown.flatMap(({ index, start }) => {
          const line = lineAt(sections, across, index);
          if (!line) return [];
          if ("heading" in line)
            return (
              <li key={line.heading} className="section-line" style={{ transform: `translateY(${start}px)` }}>
                <SectionHeading datasetId={datasetId} filter={filter} name={line.heading} />
              </li>
            );
          return rows.slice(line.first, line.end).map((row, i) => (
            <li
              key={row.id}
              className={line.first + i === active ? "card active" : "card"}
              style={{
                width: `calc((100% - ${gapPx * (across - 1)}px) / ${across})`,
                height: cardPx,
                transform: `translate(calc((100% + ${gapPx}px) * ${i}), ${start}px)`,
              }}
            >
              <Card row={row} selected={selected.has(row.id)} onToggle={onToggle} />
            </li>
          ));
        })}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly row: Summary;
  readonly selected: boolean;
  readonly onToggle: (id: string) => void;
}

const Card = memo(function Card({ row, selected, onToggle }: CardProps) {
  return (
    <>
      <div className="card-pictures">
        <Picture conversion={row} stage="original" className="card-picture" late />
        <ResultPicture conversion={row} className="card-picture" late />
      </div>
      <div className="card-text">
        <div className="card-line">
          <Tick label={`Select ${row.file_path}`} checked={selected} onChange={() => onToggle(row.id)} />
          <FileLink row={row} />
        </div>
        <div className="card-line">
          <StatusMark status={row.status} />
          <span className="quiet number">{similarity(row.raw_kcl_similarity_score)}</span>
        </div>
      </div>
    </>
  );
});

/** The inner width of an element, as it changes. */
function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
