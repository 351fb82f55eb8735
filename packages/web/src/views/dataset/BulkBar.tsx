import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { downloadUrl } from "../../api/addresses";
import { api, type Dataset } from "../../api/client";
import { download } from "../../api/download";
import { callerQuery, conversionsKey, type Filter, facetsQuery } from "../../api/queries";
import { Confirm } from "../../parts/Confirm";
import { Problem } from "../../parts/Problem";
import { plural } from "../../words/numbers";

interface Props {
  readonly dataset: Dataset;
  /** What the list shows. */
  readonly filter: Filter;
  /** The selected rows; undefined: all that pass the filter. */
  readonly ids: readonly string[] | undefined;
  readonly onAll: () => void;
  readonly onClear: () => void;
}

type Action = "retrigger" | "cancel" | "delete";

/** Ids of one request. */
const atOnce = 500;

/** What can be done with the selected rows, or with all that pass the filter, however many those are. */
export function BulkBar({ dataset, filter, ids, onAll, onClear }: Props) {
  const { id, name } = dataset;
  const [deleting, setDeleting] = useState(false);
  const queries = useQueryClient();
  const { data: caller } = useQuery(callerQuery);
  const { data: facets } = useQuery(facetsQuery(id, filter));
  const total = facets?.total ?? 0; // default: they are being counted
  const n = ids?.length ?? total;
  const doing = useMutation({
    mutationFn: async (action: Action) => {
      for (const query of questionsOf(filter, ids))
        await api.POST("/x/datasets/{id}/bulk/{action}", { params: { path: { id, action }, query } });
      await queries.invalidateQueries({ queryKey: conversionsKey(id) });
      if (action === "delete") onClear();
    },
  });
  const saving = useMutation({
    mutationFn: async (kind: "programs" | "originals" | "certificates") => {
      for (const query of questionsOf(filter, ids)) await download(downloadUrl(id, kind, query), `${name}.${kind}.zip`);
    },
  });
  const isBusy = doing.isPending || saving.isPending;
  const button = (label: string, isOff: boolean, run: () => void) => (
    <button type="button" className="button" disabled={isOff || isBusy} onClick={run}>
      {label}
    </button>
  );
  const mayNot = caller?.role !== "admin";
  return (
    <section className="bulk" aria-label="Selected files">
      <span className="strong">{plural(n, "file")} selected</span>
      {ids !== undefined && total > ids.length && button(`Select all ${plural(total, "file")}`, false, onAll)}
      {button("Convert again", mayNot, () => doing.mutate("retrigger"))}
      {button("Cancel", mayNot, () => doing.mutate("cancel"))}
      {dataset.storage_provider === "zoo_managed" && button("Delete files", mayNot, () => setDeleting(true))}
      {button("Download programs", false, () => saving.mutate("programs"))}
      {button("Download originals", false, () => saving.mutate("originals"))}
      {button("Download certificates", false, () => saving.mutate("certificates"))}
      <button type="button" className="button plain" onClick={onClear}>
        Clear
      </button>
      {(doing.error ?? saving.error) && <Problem error={doing.error ?? saving.error} />}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${plural(n, "file")}?`}
        text="The uploaded files and everything made of them go for good."
        action="Delete"
        onConfirm={() => doing.mutateAsync("delete")}
      />
    </section>
  );
}

/** One question for all, or some for many ids. */
function questionsOf(filter: Filter, ids: readonly string[] | undefined): Filter[] {
  if (ids === undefined) return [filter];
  const questions: Filter[] = [];
  for (let i = 0; i < ids.length; i += atOnce) questions.push({ ids: ids.slice(i, i + atOnce).join(",") });
  return questions;
}
