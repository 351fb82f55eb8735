import { lazy, Suspense, useMemo, useState } from "react";
import type { Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import { Choice } from "../../../parts/Choice";
import { Loading } from "../../../parts/Empty";
import { Picture } from "../../../parts/Picture";
import type { Lit } from "../lit";

const ModelViewer = lazy(() => import("./ModelViewer").then((module) => ({ default: module.ModelViewer })));

const stageWords: Readonly<Record<Stage, string>> = {
  original: "Original",
  raw_kcl: "Raw result",
  salon_kcl: "Salon result",
};

interface Props {
  readonly conversion: Details;
  readonly lit: Lit | undefined;
  readonly onLight: (lit: Lit | undefined) => void;
}

/** The original and a result, side by side under one camera. */
export function Models({ conversion, lit, onLight }: Props) {
  const has = (stage: Stage) => conversion.metadata?.[`${stage}.faces`] !== undefined;
  const results = (["salon_kcl", "raw_kcl"] as const).filter(has);
  const [chosen, setChosen] = useState<Stage>();
  const result = results.find((stage) => stage === chosen) ?? results[0];
  const stages = useMemo<readonly Stage[]>(() => (result ? ["original", result] : ["original"]), [result]);
  if (!has("original")) return null;
  return (
    <section className="panel models" aria-labelledby="models">
      <div className="panel-head">
        <h2 id="models">Models</h2>
        {results.length > 1 && (
          <Choice
            label="Result"
            value={result ?? ""}
            items={results.map((value) => ({ value, label: stageWords[value] }))}
            onChange={(value) => setChosen(value as Stage)}
          />
        )}
      </div>
      <Suspense fallback={<Loading what="the viewer" />}>
        <ModelViewer
          key={`${result} ${conversion.updated_at}`}
          conversion={conversion}
          stages={stages}
          lit={lit}
          onLight={onLight}
          titles={result ? [stageWords.original, stageWords[result]] : [stageWords.original]}
        />
      </Suspense>
      <Pictures conversion={conversion} result={result} />
    </section>
  );
}

const views = ["isometric", "front", "right", "top"] as const;

function Pictures({ conversion, result }: { readonly conversion: Details; readonly result: Stage | undefined }) {
  const stages: Stage[] = result ? ["original", result] : ["original"];
  return (
    <div className="pictures">
      {stages.flatMap((stage) =>
        views.map((view, i) => (
          <Picture
            key={`${stage} ${view}`}
            conversion={conversion}
            stage={stage}
            view={i}
            alt={`${stageWords[stage]}, ${view}`}
          />
        )),
      )}
    </div>
  );
}
