import { useRouter } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { Summary } from "../../api/client";
import { partsOfPath } from "../../words/paths";

/** A file's name, which leads to its conversion. A plain link: the router's own does too much for dozens that come into view in one frame. */
export function FileLink({ row: { id, dataset_id, file_path } }: { readonly row: Summary }) {
  const router = useRouter();
  const { folder, name } = partsOfPath(file_path);
  const to = {
    to: "/datasets/$datasetId/conversions/$conversionId",
    params: { datasetId: dataset_id, conversionId: id },
  } as const;
  const open = (event: MouseEvent) => {
    // With a key, or another button, it is opened elsewhere.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(to);
  };
  return (
    <a
      href={`/datasets/${dataset_id}/conversions/${id}`}
      className="file-link"
      title={file_path}
      onClick={open}
      onPointerDown={() => void router.preloadRoute(to)}
    >
      <span className="strong">{name}</span>
      {folder !== "" && <span className="quiet">{folder}</span>}
    </a>
  );
}
