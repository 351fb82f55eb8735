/** The columns of the table of conversions. */

import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Summary } from "../../api/client";
import { Ago } from "../../parts/Ago";
import { Picture, ResultPicture } from "../../parts/Picture";
import { StatusMark } from "../../parts/StatusMark";
import { duration, similarity, size } from "../../words/numbers";
import { hasEnded, phaseWord } from "../../words/statuses";
import { FileLink } from "./FileLink";

export const features = tableFeatures({});
const column = createColumnHelper<typeof features, Summary>();

/** Wide enough for its values, whatever the rows are: a virtual table does not know those that are not in view. */
export const widths: Readonly<Record<string, string>> = {
  pictures: "84px",
  file: "minmax(220px, 2fr)",
  status: "132px",
  what: "minmax(160px, 1.6fr)",
  similarity: "96px",
  faces: "64px",
  features: "76px",
  size: "84px",
  time: "84px",
  changed: "112px",
};

export const numeric = new Set(["similarity", "faces", "features", "size", "time"]);

const fact = (row: Summary, key: string) => row.metadata?.[key] ?? "–";

export const columns = column.columns([
  column.display({
    id: "pictures",
    header: "Picture",
    cell: ({ row: { original } }) => (
      <span className="thumbs">
        <Picture conversion={original} stage="original" className="thumb" late />
        <ResultPicture conversion={original} className="thumb" late />
      </span>
    ),
  }),
  column.accessor("file_path", {
    id: "file",
    header: "File",
    cell: ({ row: { original } }) => <FileLink row={original} />,
  }),
  column.accessor("status", { header: "Status", cell: ({ getValue }) => <StatusMark status={getValue()} /> }),
  column.display({
    id: "what",
    header: "What happened",
    cell: ({ row: { original } }) => <What row={original} />,
  }),
  column.accessor("raw_kcl_similarity_score", {
    id: "similarity",
    header: "Similarity",
    cell: ({ getValue }) => similarity(getValue()),
  }),
  column.display({ id: "faces", header: "Faces", cell: ({ row: { original } }) => fact(original, "original.faces") }),
  column.display({
    id: "features",
    header: "Features",
    cell: ({ row: { original } }) => original.metadata?.["salon_kcl.features"] ?? fact(original, "raw_kcl.features"),
  }),
  column.accessor("file_size", { id: "size", header: "Size", cell: ({ getValue }) => size(getValue()) }),
  column.display({ id: "time", header: "Time", cell: ({ row: { original } }) => timeOf(original) }),
  column.accessor("updated_at", {
    id: "changed",
    header: "Changed",
    cell: ({ getValue }) => <Ago time={getValue()} />,
  }),
]);

function What({ row }: { readonly row: Summary }) {
  const text = row.status_message ?? (row.status === "success" ? proof(row) : phaseWord(row.phase));
  return (
    <span className="clip quiet" title={text}>
      {text}
    </span>
  );
}

function proof({ metadata }: Summary): string {
  const salon = metadata?.["salon_kcl.faces"] === undefined ? "" : ", salon";
  return metadata?.["raw_kcl.verified"] === "true" ? `Verified raw${salon}` : "Not verified";
}

function timeOf({ started_at, completed_at, ...row }: Summary): string {
  if (!hasEnded(row) || started_at == null || completed_at == null) return "–";
  return duration(Math.max(0, new Date(completed_at).getTime() - new Date(started_at).getTime()));
}
