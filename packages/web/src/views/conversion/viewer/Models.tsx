import { lazy, Suspense, useState } from "react";
import type { Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import { Choice } from "../../../parts/Choice";
import { Loading } from "../../../parts/Empty";
import { hasModel } from "../../../words/made";
import type { Lit } from "../lit";
import { Pictures } from "./Pictures";
import { type Live, stageWords } from "./views";

const Viewer = lazy(() => import("./Viewer").then((module) => ({ default: module.Viewer })));

interface Props {
  readonly conversion: Details;
  readonly live: Live | undefined;
  readonly lit: Lit | undefined;
  readonly onLight: (lit: Lit | undefined) => void;
}

/** The original and a result, to turn and to compare. */
export function Models({ conversion, live, lit, onLight }: Props) {
  const has = (stage: Stage) => hasModel(conversion, stage);
  const results = (["salon_kcl", "raw_kcl"] as const).filter(has);
  const [chosen, setChosen] = useState<Stage>();
  const result = results.find((stage) => stage === chosen) ?? results[0];
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
        <Viewer
          key={`${result} ${conversion.updated_at}`}
          conversion={conversion}
          result={result}
          live={live}
          lit={lit}
          onLight={onLight}
        />
      </Suspense>
      <Pictures conversion={conversion} result={result} />
    </section>
  );
}
