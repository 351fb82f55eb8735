import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { archiveUrl } from "../../api/addresses";
import { api, type Dataset } from "../../api/client";
import { download } from "../../api/download";
import { callerQuery, datasetsQuery, progressQuery, statsQuery } from "../../api/queries";
import { ActionMenu } from "../../parts/ActionMenu";
import { Ago } from "../../parts/Ago";
import { Confirm } from "../../parts/Confirm";
import { Problem } from "../../parts/Problem";
import { ProgressBar } from "../../parts/ProgressBar";
import { plural } from "../../words/numbers";
import { FilesAside } from "./FilesAside";
import { UploadButton } from "./UploadButton";

/** Name, progress, and what can be done with the dataset as a whole. */
export function DatasetHead({ dataset }: { readonly dataset: Dataset }) {
  const { id, name } = dataset;
  const [deleting, setDeleting] = useState(false);
  const [aside, setAside] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: stats } = useQuery(statsQuery(id));
  const { data: caller } = useQuery(callerQuery);
  const path = { path: { id } };
  const doing = useMutation({ mutationFn: (action: () => Promise<unknown>) => action() });
  const retrigger = (statuses?: string) => () =>
    doing.mutate(() =>
      api.POST("/org/datasets/{id}/retrigger", { params: { ...path, query: statuses ? { statuses } : {} } }),
    );
  const isAdmin = caller?.role === "admin";

  return (
    <div className="page-head">
      <div className="head-text">
        <h1>{name}</h1>
        {stats && (
          <div className="head-facts">
            <ProgressBar byStatus={stats.by_status} />
            <span>{plural(stats.total, "file")}</span>
            {dataset.storage_provider === "s3" && <LastSync dataset={dataset} />}
          </div>
        )}
        {dataset.description != null && <p className="quiet">{dataset.description}</p>}
        {dataset.last_sync_error != null && <p className="notice warning-text">{dataset.last_sync_error}</p>}
        {doing.error && <Problem error={doing.error} />}
      </div>
      <div className="head-actions">
        <Link to="/datasets/$datasetId/statistics" params={{ datasetId: id }} className="button">
          Statistics
        </Link>
        <ActionMenu
          label="Actions"
          actions={[
            {
              label: "Download all programs (ZIP)",
              run: () => doing.mutate(() => download(archiveUrl(id), `${name}.zip`)),
            },
            {
              label: "Convert failed files again",
              run: retrigger("error_user,error_unsupported,error_internal"),
              disabled: !isAdmin,
            },
            { label: "Files without a conversion", run: () => setAside(true) },
            { label: "Convert all that are not done again", run: retrigger(), disabled: !isAdmin },
            ...(dataset.storage_provider === "s3"
              ? [
                  {
                    label: "Look for new files now",
                    run: () => doing.mutate(() => api.POST("/x/datasets/{id}/rescan", { params: path })),
                    disabled: !isAdmin,
                  },
                ]
              : []),
            { label: "Delete the dataset", run: () => setDeleting(true), danger: true, disabled: !isAdmin },
          ]}
        />
        {dataset.storage_provider === "zoo_managed" && isAdmin && <UploadButton />}
      </div>
      <FilesAside dataset={dataset} open={aside} onOpenChange={setAside} />
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        text={`Its ${plural(stats?.total ?? 0, "conversion")} and everything made of them go for good.${dataset.storage_provider === "s3" ? " The bucket itself is not touched." : " Uploaded files go as well."}`}
        action="Delete"
        onConfirm={async () => {
          await api.DELETE("/org/datasets/{id}", { params: path });
          await queries.invalidateQueries({ queryKey: datasetsQuery.queryKey });
          await navigate({ to: "/datasets" });
        }}
      />
    </div>
  );
}

function LastSync({ dataset }: { readonly dataset: Dataset }) {
  const { data } = useQuery(progressQuery([dataset.id]));
  const time = data?.[0]?.last_synced_at;
  return (
    <span className="quiet">
      {dataset.source_uri} · last sync {time == null ? "not yet" : <Ago time={time} />}
    </span>
  );
}
