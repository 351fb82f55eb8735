import { useQuery } from "@tanstack/react-query";
import type { Dataset } from "../../api/client";
import { asideQuery } from "../../api/queries";
import { Modal } from "../../parts/Modal";
import { Problem } from "../../parts/Problem";
import { size } from "../../words/numbers";

interface Props {
  readonly dataset: Dataset;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Files that came and were not converted by themselves, and why. */
export function FilesAside({ dataset, open, onOpenChange }: Props) {
  const { data, error } = useQuery({ ...asideQuery(dataset.id), enabled: open });
  return (
    <Modal open={open} onOpenChange={onOpenChange} title="Files without a conversion">
      {error && <Problem error={error} />}
      {dataset.last_sync_error != null && <p className="notice warning-text">{dataset.last_sync_error}</p>}
      {data?.length === 0 && <p className="quiet">There is none: every file has a conversion of its own.</p>}
      {data && data.length > 0 && (
        <ul className="aside-files">
          {data.map(({ path, size: bytes, reason }) => (
            <li key={path}>
              <span className="mono">{path}</span> <span className="quiet">{size(bytes)}</span>
              <br />
              <span className="quiet">{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  );
}
