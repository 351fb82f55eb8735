import { useQuery } from "@tanstack/react-query";
import { type Filter, facetsQuery } from "../../api/queries";
import { plural } from "../../words/numbers";
import { noFailure } from "./sections";

interface Props {
  readonly datasetId: string;
  readonly filter: Filter;
  readonly name: string;
}

/** A failure code, and how many files have it, also those that are not read yet. */
export function SectionHeading({ datasetId, filter, name }: Props) {
  const { data } = useQuery(facetsQuery(datasetId, filter));
  return (
    <>
      <span className={name === noFailure ? undefined : "mono"}>{name}</span>{" "}
      {data && <span className="quiet number">{plural(filesIn(data, name), "file")}</span>}
    </>
  );
}

interface Facets {
  readonly total: number;
  readonly failures: readonly { readonly name: string; readonly count: number }[];
}

function filesIn({ total, failures }: Facets, name: string): number {
  if (name === noFailure) return failures.reduce((rest, { count }) => rest - count, total);
  return failures.find((failure) => failure.name === name)?.count ?? 0; // default: the last one has just been converted again
}
