import { useState } from "react";
import { drawingUrl, type Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import { Choice } from "../../../parts/Choice";
import { Picture } from "../../../parts/Picture";
import { stageWords } from "./views";

const views = ["isometric", "front", "right", "top"] as const;
const drawn = ["iso", "front", "right", "top"] as const;

const looks = [
  { value: "shaded", label: "Shaded" },
  { value: "line", label: "Lines" },
  { value: "x", label: "Lines, section X" },
  { value: "y", label: "Lines, section Y" },
  { value: "z", label: "Lines, section Z" },
];

interface Props {
  readonly conversion: Details;
  readonly result: Stage | undefined;
}

/** Pictures of both, shaded or as drawings in lines, cut open where that is asked for. */
export function Pictures({ conversion, result }: Props) {
  const [look, setLook] = useState("shaded");
  const stages: Stage[] = result ? ["original", result] : ["original"];
  return (
    <>
      <div className="pictures-head">
        <Choice label="Look of the pictures" value={look} items={looks} onChange={setLook} />
      </div>
      <div className="pictures">
        {stages.flatMap((stage) =>
          views.map((view, i) => {
            const alt = `${stageWords[stage]}, ${view}`;
            const key = `${stage} ${view}`;
            if (look === "shaded")
              return <Picture key={key} conversion={conversion} stage={stage} view={i} alt={alt} />;
            const url = drawingUrl(conversion, stage, drawn[i] ?? "iso", look === "line" ? undefined : look);
            return (
              <a key={key} href={url} target="_blank" rel="noreferrer" className="drawing">
                <img src={url} alt={`Drawing: ${alt}`} loading="lazy" />
              </a>
            );
          }),
        )}
      </div>
    </>
  );
}
