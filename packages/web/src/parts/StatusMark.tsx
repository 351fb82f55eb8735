import { type Status, statusWord } from "../words/statuses";

const kinds: Readonly<Record<Status, string>> = {
  queued: "waiting",
  in_progress: "running",
  success: "good",
  error_user: "warning",
  error_unsupported: "warning",
  error_internal: "bad",
  canceled: "waiting",
};

/** A status as a dot and a word: colour is never the only sign. */
export function StatusMark({ status }: { readonly status: Status }) {
  return <span className={`status ${kinds[status]}`}>{statusWord(status)}</span>;
}
