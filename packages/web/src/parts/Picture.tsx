import { Box } from "lucide-react";
import { useEffect, useState } from "react";
import { pictureUrl, type Stage } from "../api/addresses";
import type { Summary } from "../api/client";
import { hasPicture, resultOf } from "../words/made";

interface Props {
  readonly conversion: Pick<
    Summary,
    "id" | "dataset_id" | "metadata" | "file_path" | "updated_at" | "status" | "phase"
  >;
  readonly stage: Stage;
  readonly view?: number;
  readonly className?: string;
  /** In a list that is scrolled: rows that only fly by do not ask for theirs. */
  readonly late?: boolean;
  /** Empty where the text beside it says what it shows. */
  readonly alt?: string;
}

const lateMs = 120;

/** A picture by its address; a quiet sign where there is none yet. */
export function Picture({ conversion, stage, view = 0, className = "picture", late = false, alt = "" }: Props) {
  const known = hasPicture(conversion, stage);
  const url = pictureUrl(conversion, stage, view, `${conversion.phase}`);
  const [missing, setMissing] = useState<string>();
  const [waits, setWaits] = useState(late);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => setWaits(false), lateMs);
    return () => clearTimeout(timer);
  }, [waits]);
  if (!known || missing === url)
    return (
      <span className={`${className} no-picture`}>
        <Box size={18} aria-hidden />
      </span>
    );
  if (waits) return <span className={className} />;
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
export function ResultPicture({ conversion, ...look }: Omit<Props, "stage">) {
  return <Picture conversion={conversion} stage={resultOf(conversion)} {...look} />;
}
