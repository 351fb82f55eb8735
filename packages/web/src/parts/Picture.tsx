import { Box } from "lucide-react";
import { useState } from "react";
import { pictureUrl, type Stage } from "../api/addresses";
import type { Summary } from "../api/client";

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

/** A picture by its address; a quiet sign where there is none yet. */
export function Picture({ conversion, stage, view = 0, className = "picture", alt = "" }: Props) {
  // What has no measurements has no picture either; asking would only fill the log.
  const known = conversion.metadata?.[`${stage}.faces`] !== undefined;
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
