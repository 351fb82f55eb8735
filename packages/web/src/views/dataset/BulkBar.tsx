import { useMutation } from "@tanstack/react-query";
import { originalUrl } from "../../api/addresses";
import { api, bodyOf, type Summary } from "../../api/client";
import { download, saveText } from "../../api/download";
import { Problem } from "../../parts/Problem";
import { plural } from "../../words/numbers";
import { nameOf, stemOf } from "../../words/paths";
import { hasEnded } from "../../words/statuses";

interface Props {
  readonly rows: readonly Summary[];
  readonly onClear: () => void;
}

const pathOf = ({ dataset_id, id }: Summary) => ({ params: { path: { id: dataset_id, conversion_id: id } } });

async function saveProgram(row: Summary): Promise<void> {
  const { output } = bodyOf(await api.GET("/org/datasets/{id}/conversions/{conversion_id}", pathOf(row)));
  if (output != null) saveText(output, `${stemOf(row.file_path)}.kcl`);
}

/** What can be done with the selected rows; each is a request of its own, in their order. */
export function BulkBar({ rows, onClear }: Props) {
  const doing = useMutation({
    mutationFn: async (each: { readonly of: readonly Summary[]; readonly run: (row: Summary) => Promise<unknown> }) => {
      for (const row of each.of) await each.run(row);
    },
  });
  const open = rows.filter((row) => !hasEnded(row));
  const ended = rows.filter(hasEnded);
  const done = rows.filter(({ status }) => status === "success");
  const button = (label: string, of: readonly Summary[], run: (row: Summary) => Promise<unknown>) => (
    <button
      type="button"
      className="button"
      disabled={of.length === 0 || doing.isPending}
      onClick={() => doing.mutate({ of, run })}
    >
      {label}
    </button>
  );
  return (
    <section className="bulk" aria-label="Selected files">
      <span className="strong">{plural(rows.length, "file")} selected</span>
      {button("Convert again", ended, (row) =>
        api.POST("/org/datasets/{id}/conversions/{conversion_id}/retrigger", pathOf(row)),
      )}
      {button("Cancel", open, (row) => api.POST("/x/datasets/{id}/conversions/{conversion_id}/cancel", pathOf(row)))}
      {button("Download programs", done, saveProgram)}
      {button("Download originals", rows, (row) => download(originalUrl(row), nameOf(row.file_path)))}
      <button type="button" className="button plain" onClick={onClear}>
        Clear
      </button>
      {doing.error && <Problem error={doing.error} />}
    </section>
  );
}
