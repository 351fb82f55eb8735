import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useState } from "react";
import { api, bodyOf } from "../api/client";
import { datasetsQuery } from "../api/queries";
import { forgetToken } from "../api/token";
import { nameOf } from "../words/paths";
import type { DatasetSearch } from "../words/search";
import { statuses, statusWords } from "../words/statuses";
import { Modal } from "./Modal";
import { useTheme } from "./theme";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Everything that can be gone to or done from here, by typing. */
export function CommandPalette({ open, onOpenChange }: Props) {
  return (
    <Modal open={open} onOpenChange={onOpenChange} title="Commands" wide>
      {open && <Commands close={() => onOpenChange(false)} />}
    </Modal>
  );
}

/** Ways of looking at all files of a dataset. */
const lists: readonly { readonly label: string; readonly search: DatasetSearch }[] = [
  { label: "Worst files first", search: { sort: "worst" } },
  { label: "Files grouped by failure code", search: { sort: "failure" } },
  { label: "Files as pictures", search: { layout: "grid" } },
  { label: "Counts and histograms", search: { counts: true } },
];

const shortcuts = [
  ["Ctrl K", "this list"],
  ["/", "filter"],
  ["j k", "next, previous file"],
  ["Enter", "open"],
  ["x", "select"],
  ["g d", "datasets"],
  ["c", "new dataset"],
] as const;

function Commands({ close }: { readonly close: () => void }) {
  const [text, setText] = useState("");
  const navigate = useNavigate();
  const { next } = useTheme();
  const queries = useQueryClient();
  const datasets = queries.getQueryData(datasetsQuery.queryKey)?.pages.flatMap(({ items }) => items) ?? [];
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const datasetId = /^\/datasets\/([\w-]+)/.exec(path)?.[1];
  const run = (action: () => unknown) => () => {
    close();
    action();
  };

  return (
    <Command label="Commands" loop>
      <Command.Input placeholder="Type a command or a file's name" value={text} onValueChange={setText} autoFocus />
      <Command.List>
        <Command.Empty>Nothing is called that.</Command.Empty>
        {datasetId !== undefined && <Files datasetId={datasetId} text={text} close={close} />}
        {datasetId !== undefined && (
          <Command.Group heading="This dataset">
            <Command.Item
              onSelect={run(() => navigate({ to: "/datasets/$datasetId/statistics", params: { datasetId } }))}
            >
              Statistics
            </Command.Item>
            {lists.map(({ label, search }) => (
              <Command.Item
                key={label}
                onSelect={run(() => navigate({ to: "/datasets/$datasetId", params: { datasetId }, search }))}
              >
                {label}
              </Command.Item>
            ))}
            {statuses.map((status) => (
              <Command.Item
                key={status}
                value={`show status ${status} ${statusWords[status]}`}
                onSelect={run(() =>
                  navigate({ to: "/datasets/$datasetId", params: { datasetId }, search: { status } }),
                )}
              >
                Show only: {statusWords[status]}
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Go to">
          <Command.Item onSelect={run(() => navigate({ to: "/datasets" }))}>Datasets</Command.Item>
          {datasets.map(({ id, name }) => (
            <Command.Item
              key={id}
              value={`${name} ${id}`}
              onSelect={run(() => navigate({ to: "/datasets/$datasetId", params: { datasetId: id } }))}
            >
              {name}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="Page">
          <Command.Item onSelect={run(next)}>Change theme</Command.Item>
          <Command.Item onSelect={run(forgetToken)}>Sign out</Command.Item>
        </Command.Group>
      </Command.List>
      <p className="shortcuts">
        {shortcuts.map(([keys, what]) => (
          <span key={keys}>
            <kbd>{keys}</kbd> {what}
          </span>
        ))}
      </p>
    </Command>
  );
}

/** Texts shorter than this are in every path. */
const shortest = 2;

function Files({
  datasetId,
  text,
  close,
}: {
  readonly datasetId: string;
  readonly text: string;
  readonly close: () => void;
}) {
  const navigate = useNavigate();
  const q = text.trim();
  const { data } = useQuery({
    queryKey: ["palette", datasetId, q],
    queryFn: async () =>
      bodyOf(
        await api.GET("/org/datasets/{id}/search/conversions", {
          params: { path: { id: datasetId }, query: { q, limit: 8 } },
        }),
      ),
    enabled: q.length >= shortest,
  });
  if (q.length < shortest || !data?.items.length) return null;
  return (
    <Command.Group heading="Files">
      {data.items.map(({ id, file_path }) => (
        <Command.Item
          key={id}
          // What the server found also when the letters differ.
          value={`${q} ${file_path} ${id}`}
          onSelect={() => {
            close();
            void navigate({
              to: "/datasets/$datasetId/conversions/$conversionId",
              params: { datasetId, conversionId: id },
            });
          }}
        >
          {nameOf(file_path)} <span className="quiet">{file_path}</span>
        </Command.Item>
      ))}
    </Command.Group>
  );
}
