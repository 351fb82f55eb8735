import { useMutation } from "@tanstack/react-query";
import { api, type Details } from "../../../api/client";
import { Problem } from "../../../parts/Problem";
import type { Draft } from "../draft";
import { EditView } from "./EditView";

interface Props {
  readonly conversion: Details;
  readonly draft: Draft;
}

/** The program to write in: what the official tools say of it, and what is done with it. */
export function EditPanel({ conversion, draft }: Props) {
  const params = { path: { id: conversion.dataset_id, conversion_id: conversion.id } };
  const doing = useMutation({ mutationFn: (action: () => Promise<unknown>) => action() });
  const { formatted, issues = [] } = draft.reading ?? {};
  const override = "/x/datasets/{id}/conversions/{conversion_id}/override";
  return (
    <>
      <EditView text={draft.text} label="KCL to edit" onChange={draft.type} marked={issues.map(({ line }) => line)} />
      <div className="edit-tools">
        <button
          type="button"
          className="button"
          disabled={formatted === undefined || formatted === draft.text}
          onClick={() => formatted !== undefined && draft.change(formatted)}
        >
          Format
        </button>
        <button type="button" className="button" disabled={!draft.isChanged} onClick={draft.reset}>
          Undo all
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!draft.isChanged || doing.isPending}
          onClick={() => doing.mutate(() => api.PUT(override, { params, body: { kcl: draft.text } }))}
        >
          Use and verify
        </button>
        {conversion.manual_kcl_override != null && (
          <>
            <button
              type="button"
              className="button"
              disabled={doing.isPending}
              onClick={() => doing.mutate(() => api.POST(`${override}/verify`, { params }))}
            >
              Verify again
            </button>
            <button
              type="button"
              className="button"
              disabled={doing.isPending}
              onClick={() => doing.mutate(() => api.DELETE(override, { params }))}
            >
              Back to the converter's
            </button>
          </>
        )}
        <span className="quiet" role="status">
          {stateOf(draft)}
        </span>
      </div>
      {issues.length > 0 && (
        <ul className="findings" aria-label="Findings">
          {issues.map((issue) => (
            <li
              key={`${issue.line} ${issue.column} ${issue.message}`}
              className={issue.severity === "error" ? "finding bad" : "finding warning"}
            >
              <span>
                <span className="number">
                  {issue.line}:{issue.column}
                </span>{" "}
                {issue.message} {issue.code && <span className="quiet mono">{issue.code}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {(doing.error ?? draft.error) != null && <Problem error={doing.error ?? draft.error} />}
    </>
  );
}

function stateOf({ isChanged, isWrong, isRunning, error, live }: Draft): string {
  if (!isChanged) return "As it is stored.";
  if (isRunning) return "Executing …";
  if (isWrong) return "Not executed: the findings below say what is wrong.";
  if (error != null) return "";
  return live ? "The model shows your changes." : "";
}
