import { Box } from "lucide-react";
import { useState } from "react";
import { pictureUrl, type Stage } from "../api/addresses";
import type { Summary } from "../api/client";
import { type Phase, phases } from "../words/statuses";

interface Props {
  readonly conversion: Pick<
    Summary,
    "id" | "dataset_id" | "metadata" | "file_path" | "updated_at" | "status" | "phase"
  >;
  readonly stage: Stage;
  readonly view?: number;
  readonly className?: string;
  /** Empty where the text beside it says what it shows. */
  readonly alt?: string;
}

/** The phases that make the pictures. */
const madeBy: Readonly<Record<Stage, Phase>> = {
  original: "snapshot_original",
  raw_kcl: "snapshot_raw_kcl",
  salon_kcl: "snapshot_salon_kcl",
};

/** Whether there is one: asking for what is not there yet would fill the console with errors. */
function hasPicture({ metadata, phase }: Props["conversion"], stage: Stage): boolean {
  return metadata?.[`${stage}.faces`] !== undefined && phases.indexOf(phase) > phases.indexOf(madeBy[stage]);
}

/** A picture by its address; a quiet sign where there is none yet. */
export function Picture({ conversion, stage, view = 0, className = "picture", alt = "" }: Props) {
  const known = hasPicture(conversion, stage);
  const url = pictureUrl(conversion, stage, view, `${conversion.phase}`);
  const [missing, setMissing] = useState<string>();
  if (!known || missing === url)
    return (
      <span className={`${className} no-picture`}>
        <Box size={18} aria-hidden />
      </span>
    );
  return (
    <img
      className={className}
      src={url}
      alt={alt}
      width={512}
      height={512}
      loading="lazy"
      decoding="async"
      onError={() => setMissing(url)}
    />
  );
}

/** The picture of what came out: of the salon program where there is one. */
export function ResultPicture({ conversion, className }: Pick<Props, "conversion"> & { readonly className: string }) {
  const stage = conversion.metadata?.["salon_kcl.faces"] === undefined ? "raw_kcl" : "salon_kcl";
  return <Picture conversion={conversion} stage={stage} className={className} />;
}
