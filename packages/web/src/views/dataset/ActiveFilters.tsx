import { X } from "lucide-react";
import type { ListFilter } from "../../api/queries";
import { type DatasetSearch, noFilter } from "../../words/search";

interface Props {
  readonly search: ListFilter;
  readonly onChange: (part: Partial<DatasetSearch>) => void;
}

const ranges = [
  ["similarity", "score_from", "score_to"],
  ["faces", "faces_from", "faces_to"],
  ["solids", "solids_from", "solids_to"],
] as const;

/** The filters that no other part of the page shows, each with a way out of it. */
export function ActiveFilters({ search, onChange }: Props) {
  const chips: { readonly text: string; readonly off: Partial<DatasetSearch> }[] = [];
  for (const key of ["failure", "feature", "unit"] as const)
    if (search[key] !== undefined) chips.push({ text: `${key}: ${search[key]}`, off: { [key]: undefined } });
  for (const [name, from, to] of ranges)
    if (search[from] !== undefined || search[to] !== undefined)
      chips.push({ text: rangeText(name, search[from], search[to]), off: { [from]: undefined, [to]: undefined } });
  if (chips.length === 0) return null;
  return (
    <section className="chips" aria-label="Filters">
      {chips.map(({ text, off }) => (
        <button key={text} type="button" className="chip" onClick={() => onChange(off)}>
          {text} <X size={12} aria-label="Remove" />
        </button>
      ))}
      <button type="button" className="button plain" onClick={() => onChange(noFilter)}>
        Show all files
      </button>
    </section>
  );
}

function rangeText(name: string, from: number | undefined, to: number | undefined): string {
  if (to === undefined) return `${name} from ${from}`;
  return from === undefined ? `${name} below ${to}` : `${name} ${from} to ${to}`;
}
