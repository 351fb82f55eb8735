/** Uploads in parts of a bearable size, one after the other: what broke is sent again, what arrived is not. */
import { ApiProblem, authorization } from "./client";

export interface FileToSend {
  /** Path in the dataset. */
  readonly path: string;
  readonly file: File;
}

export interface UploadState {
  readonly files: number;
  readonly filesSent: number;
  readonly bytes: number;
  readonly bytesSent: number;
  readonly queued: number;
  readonly error?: unknown;
}

const mostFiles = 100;
const mostBytes = 64 * 2 ** 20;

/** Files in the groups that are sent together; a large file is alone. */
export function batchesOf(files: readonly FileToSend[]): FileToSend[][] {
  const batches: FileToSend[][] = [];
  let bytes = 0;
  for (const one of files) {
    const last = batches.at(-1);
    if (last && last.length < mostFiles && bytes + one.file.size <= mostBytes) {
      last.push(one);
      bytes += one.file.size;
    } else {
      batches.push([one]);
      bytes = one.file.size;
    }
  }
  return batches;
}

interface Answer {
  readonly uploaded_files: number;
  readonly queued_conversions: number;
}

/**
 * Sends the batches from `from` on. Resolves with how many have arrived: fewer than there are when one failed, and the state then says why.
 */
export async function sendFiles(
  datasetId: string,
  batches: readonly (readonly FileToSend[])[],
  before: UploadState,
  from: number,
  tell: (state: UploadState) => void,
): Promise<number> {
  let state: UploadState = { ...before, error: undefined };
  for (let i = from; i < batches.length; i++) {
    const batch = batches[i] ?? [];
    const size = batch.reduce((sum, { file }) => sum + file.size, 0);
    try {
      const start = state;
      const onSent = (part: number) => tell({ ...start, bytesSent: start.bytesSent + size * part });
      const answer = await sendBatch(datasetId, batch, onSent);
      state = {
        ...state,
        filesSent: state.filesSent + batch.length,
        bytesSent: state.bytesSent + size,
        queued: state.queued + answer.queued_conversions,
      };
      tell(state);
    } catch (error) {
      tell({ ...state, error });
      return i;
    }
  }
  return batches.length;
}

/** XMLHttpRequest: fetch tells nothing of how far a body has gone. */
function sendBatch(datasetId: string, batch: readonly FileToSend[], onSent: (part: number) => void): Promise<Answer> {
  const form = new FormData();
  for (const { path, file } of batch) form.append("file", file, path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/org/datasets/${datasetId}/uploads`);
    for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiProblem("the connection broke", 0));
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Answer);
      const body = request.response as { readonly message?: string; readonly request_id?: string } | null;
      reject(
        new ApiProblem(body?.message ?? `the server answered ${request.status}`, request.status, body?.request_id),
      );
    };
    request.send(form);
  });
}
