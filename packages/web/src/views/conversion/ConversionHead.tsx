import { useMutation, useQuery } from "@tanstack/react-query";
import {
  certificateUrl,
  drawingUrl,
  exportUrl,
  originalUrl,
  pictureUrl,
  projectUrl,
  type Stage,
} from "../../api/addresses";
import { api, type Details } from "../../api/client";
import { download, saveText } from "../../api/download";
import { callerQuery } from "../../api/queries";
import { type Action, ActionMenu } from "../../parts/ActionMenu";
import { Ago } from "../../parts/Ago";
import { Problem } from "../../parts/Problem";
import { StatusMark } from "../../parts/StatusMark";
import { hasModel, hasPicture, resultOf } from "../../words/made";
import { size } from "../../words/numbers";
import { partsOfPath, stemOf } from "../../words/paths";
import { hasEnded, phaseWord } from "../../words/statuses";

/** Which file, where it stands, and what can be done with it. */
export function ConversionHead({ conversion }: { readonly conversion: Details }) {
  const { folder, name } = partsOfPath(conversion.file_path);
  const { data: caller } = useQuery(callerQuery);
  const doing = useMutation({ mutationFn: (action: () => Promise<unknown>) => action() });
  const params = { path: { id: conversion.dataset_id, conversion_id: conversion.id } };
  const isAdmin = caller?.role === "admin";
  const retrigger = () => api.POST("/org/datasets/{id}/conversions/{conversion_id}/retrigger", { params });
  const cancel = () => api.POST("/x/datasets/{id}/conversions/{conversion_id}/cancel", { params });

  return (
    <div className="page-head">
      <div className="head-text">
        <h1>{name}</h1>
        <p className="head-facts">
          <StatusMark status={conversion.status} />
          {!hasEnded(conversion) && <span>{phaseWord(conversion.phase)}</span>}
          {folder !== "" && <span className="quiet mono">{folder}</span>}
          <span className="quiet">{size(conversion.file_size)}</span>
          <span className="quiet">
            changed <Ago time={conversion.updated_at} />
          </span>
        </p>
        {conversion.status_message != null && conversion.status_message !== "" && (
          <p className="notice warning-text">{conversion.status_message}</p>
        )}
        {doing.error && <Problem error={doing.error} />}
      </div>
      <div className="head-actions">
        <ActionMenu label="Download" actions={downloadsOf(conversion, (action) => doing.mutate(action))} />
        {hasEnded(conversion) ? (
          <button
            type="button"
            className="button"
            disabled={!isAdmin || doing.isPending}
            onClick={() => doing.mutate(retrigger)}
          >
            Convert again
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={!isAdmin || doing.isPending}
            onClick={() => doing.mutate(cancel)}
          >
            Cancel
          </button>
        )}
      </div>
    </div>
  );
}

function downloadsOf(conversion: Details, run: (action: () => Promise<unknown>) => void): Action[] {
  const stem = stemOf(conversion.file_path);
  const has = (stage: Stage) => hasModel(conversion, stage);
  const file = (label: string, url: string, name: string, disabled = false): Action => ({
    label,
    disabled,
    run: () => run(() => download(url, name)),
  });
  const program = (label: string, text: string | null | undefined, name: string): Action => ({
    label,
    disabled: text == null,
    run: () => run(async () => saveText(text ?? "", name)),
  });
  const result = resultOf(conversion);
  return [
    file("Original file", originalUrl(conversion), partsOfPath(conversion.file_path).name),
    program("Salon KCL", conversion.salon_kcl_output, `${stem}.kcl`),
    program("Raw KCL", conversion.raw_kcl_output, `${stem}.raw.kcl`),
    file("Certificate", certificateUrl(conversion), `${stem}.certificate.json`, !has("original")),
    ...(["step", "stl", "glb"] as const).flatMap((format) => [
      file(
        `Result as ${format.toUpperCase()}`,
        exportUrl(conversion, result, format),
        `${stem}.${format}`,
        !has(result),
      ),
    ]),
    file("Original as GLB", exportUrl(conversion, "original", "glb"), `${stem}.original.glb`, !has("original")),
    file("Picture of the result (PNG)", pictureUrl(conversion, result), `${stem}.png`, !hasPicture(conversion, result)),
    file("Drawing of the result (SVG)", drawingUrl(conversion, result, "iso", undefined), `${stem}.svg`, !has(result)),
    file("Project (ZIP)", projectUrl(conversion), `${stem}.zip`, !has("raw_kcl")),
  ];
}
