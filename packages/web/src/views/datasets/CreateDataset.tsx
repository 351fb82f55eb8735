import { Checkbox } from "@base-ui/react/checkbox";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useState } from "react";
import { api, bodyOf } from "../../api/client";
import { datasetsQuery } from "../../api/queries";
import { Modal } from "../../parts/Modal";
import { Problem } from "../../parts/Problem";
import { S3Policies } from "./S3Policies";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The dialog that makes a dataset of uploads or of a bucket. */
export function CreateDataset({ open, onOpenChange }: Props) {
  return (
    <Modal open={open} onOpenChange={onOpenChange} title="New dataset">
      <CreateForm close={() => onOpenChange(false)} />
    </Modal>
  );
}

interface Wanted {
  readonly name: string;
  readonly provider: "s3" | "zoo_managed";
  readonly uri: string;
  readonly roleArn: string;
  readonly requireScore: boolean;
}

async function create({ name, provider, uri, roleArn, requireScore }: Wanted) {
  const source = provider === "s3" ? { provider, uri, access_role_arn: roleArn } : { provider };
  const body = { name, source, require_raw_kcl_similarity_score_for_success: requireScore };
  return bodyOf(await api.POST("/org/datasets", { body }));
}

function CreateForm({ close }: { readonly close: () => void }) {
  const [wanted, setWanted] = useState<Wanted>({
    name: "",
    provider: "zoo_managed",
    uri: "",
    roleArn: "",
    requireScore: false,
  });
  const change = (part: Partial<Wanted>) => setWanted((before) => ({ ...before, ...part }));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const creating = useMutation({
    mutationFn: create,
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: datasetsQuery.queryKey });
      close();
      await navigate({ to: "/datasets/$datasetId", params: { datasetId: id } });
    },
  });

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        creating.mutate(wanted);
      }}
    >
      <label className="field">
        <span>Name</span>
        <input
          name="name"
          required
          maxLength={500}
          value={wanted.name}
          onChange={(e) => change({ name: e.target.value })}
        />
      </label>
      <RadioGroup
        className="radios"
        aria-label="Where the files are"
        value={wanted.provider}
        onValueChange={(provider) => change({ provider: provider === "s3" ? "s3" : "zoo_managed" })}
      >
        <RadioChoice value="zoo_managed" label="Uploads" text="Files are dropped into this page or sent to the API." />
        <RadioChoice value="s3" label="S3 bucket" text="Files stay where they are; this service reads them." />
      </RadioGroup>
      {wanted.provider === "s3" && (
        <>
          <label className="field">
            <span>Address</span>
            <input
              name="uri"
              required
              placeholder="s3://bucket/prefix"
              value={wanted.uri}
              onChange={(e) => change({ uri: e.target.value })}
            />
          </label>
          <label className="field">
            <span>Role to assume</span>
            <input
              name="role"
              required
              placeholder="arn:aws:iam::123456789012:role/name"
              value={wanted.roleArn}
              onChange={(e) => change({ roleArn: e.target.value })}
            />
          </label>
          <S3Policies uri={wanted.uri} roleArn={wanted.roleArn} />
        </>
      )}
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the checkbox of the library */}
      <label className="check">
        <Checkbox.Root
          className="checkbox"
          checked={wanted.requireScore}
          onCheckedChange={(requireScore) => change({ requireScore })}
        >
          <Checkbox.Indicator className="checkbox-mark">
            <Check size={12} aria-hidden />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span>Refuse programs that are not proven against the original</span>
      </label>
      {creating.error && <Problem error={creating.error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button type="submit" className="button primary" disabled={creating.isPending}>
          {creating.isPending ? "Creating …" : "Create"}
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly text: string;
}

function RadioChoice({ value, label, text }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the radio of the library
    <label className="radio-choice">
      <Radio.Root value={value} className="radio">
        <Radio.Indicator className="radio-mark" />
      </Radio.Root>
      <span>
        <span className="strong">{label}</span>
        <span className="quiet">{text}</span>
      </span>
    </label>
  );
}
