/** Addresses of what a browser loads by itself, or by name. */
export type Stage = "original" | "raw_kcl" | "salon_kcl";

const base = (datasetId: string, id: string) => `/x/datasets/${datasetId}/conversions/${id}`;

interface Ids {
  readonly dataset_id: string;
  readonly id: string;
}

/** `version` makes a new address of a new picture, so that one in view is loaded again. */
export const pictureUrl = ({ dataset_id, id }: Ids, stage: Stage, view = 0, version = "") =>
  `${base(dataset_id, id)}/pictures/${stage}/${view}${version === "" ? "" : `?v=${encodeURIComponent(version)}`}`;

export const modelUrl = ({ dataset_id, id }: Ids, stage: Stage) => `${base(dataset_id, id)}/models/${stage}/glb`;

export const originalUrl = ({ dataset_id, id }: Ids) => `/org/datasets/${dataset_id}/conversions/${id}/original`;

export const certificateUrl = ({ dataset_id, id }: Ids) => `${base(dataset_id, id)}/certificate`;

export const archiveUrl = (datasetId: string) => `/org/datasets/${datasetId}/bulk-download/kcl`;

export const overlayUrl = ({ dataset_id, id }: Ids, stage: Stage) => `${base(dataset_id, id)}/overlays/${stage}`;

export const exportUrl = ({ dataset_id, id }: Ids, stage: Stage, format: string) =>
  `${base(dataset_id, id)}/exports/${stage}/${format}`;

/** `section`: the axis across which it is cut open. */
export const drawingUrl = ({ dataset_id, id }: Ids, stage: Stage, view: string, section: string | undefined) =>
  `${base(dataset_id, id)}/drawings/${stage}/${view}${section === undefined ? "" : `?section=${section}`}`;

export const projectUrl = ({ dataset_id, id }: Ids) => `${base(dataset_id, id)}/project`;

/** A ZIP file of all conversions that a filter leaves. */
export function downloadUrl(datasetId: string, kind: string, filter: object): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return `/x/datasets/${datasetId}/download/${kind}?${query}`;
}
