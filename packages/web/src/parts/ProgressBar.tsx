import { Meter } from "@base-ui/react/meter";
import { count } from "../words/numbers";
import { statusWord } from "../words/statuses";

const groups = [
  ["good", (status: string) => status === "success"],
  ["warning", (status: string) => status === "error_user" || status === "error_unsupported"],
  ["bad", (status: string) => status === "error_internal"],
  ["gone", (status: string) => status === "canceled"],
  ["running", (status: string) => status === "in_progress"],
] as const;

interface Props {
  readonly byStatus: Readonly<Record<string, number>>;
}

/** How many of a dataset's files have ended, and how. */
export function ProgressBar({ byStatus }: Props) {
  const entries = Object.entries(byStatus);
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  const open = entries.reduce((sum, [s, n]) => (s === "queued" || s === "in_progress" ? sum + n : sum), 0);
  const queued = byStatus.queued ?? 0; // default: a status that no file has is absent
  const words =
    entries.map(([status, n]) => `${count(n)} ${statusWord(status).toLowerCase()}`).join(", ") || "no files";
  return (
    <Meter.Root
      className="progress"
      value={total - open}
      max={Math.max(total, 1)}
      aria-label="Files done"
      aria-valuetext={words}
      title={words}
    >
      <Meter.Track className="progress-track">
        {groups.map(([kind, has]) => {
          const n = entries.reduce((sum, [status, some]) => (has(status) ? sum + some : sum), 0);
          return n > 0 && <span key={kind} className={`progress-part ${kind}`} style={{ flexGrow: n }} />;
        })}
        <span className="progress-part" style={{ flexGrow: queued }} />
      </Meter.Track>
      <span className="progress-text">{total === 0 ? "–" : `${Math.floor(((total - open) / total) * 100)} %`}</span>
    </Meter.Root>
  );
}
