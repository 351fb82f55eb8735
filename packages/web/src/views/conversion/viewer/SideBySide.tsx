import { useEffect, useMemo, useState } from "react";
import { modelUrl, type Stage } from "../../../api/addresses";
import { count } from "../../../words/numbers";
import type { Lit } from "../lit";
import { Canvas } from "./Canvas";
import { LitLine } from "./LitLine";
import { type LoadedModel, loadModel, readModel } from "./model";
import type { ModelStage } from "./stage";
import { stageWords, type ViewProps } from "./views";

/** The original and a result beside one another under one camera; what is pointed at lights up in the program. */
export function SideBySide({ conversion, result, live, lit, onLight }: ViewProps) {
  const stages = useMemo<readonly Stage[]>(() => (result ? ["original", result] : ["original"]), [result]);
  const [shown, setShown] = useState<{ readonly stage: ModelStage; readonly models: readonly LoadedModel[] }>();
  const [faces, setFaces] = useState(0);
  useEffect(() => {
    const at = lit ? stages.indexOf(lit.stage) : -1;
    setFaces(shown?.stage.light(at, at < 0 ? undefined : lit?.line) ?? 0); // default: nothing is shown yet
  }, [lit, shown, stages]);
  const titles = stages.map((stage, i) => (i === 1 && live ? "With your changes" : stageWords[stage]));
  return (
    <>
      <div className="viewer-titles">
        {titles.map((title, i) => (
          <span key={title}>
            {title} {shown?.models[i] && <span className="quiet">{count(shown.models[i].triangles)} triangles</span>}
          </span>
        ))}
      </div>
      <Canvas
        label={`Models to turn: ${titles.join(" and ")}`}
        loadKey={`${stages.join()} ${live?.version ?? ""}`}
        load={async ({ materials }, signal) => ({
          together: false,
          models: await Promise.all(
            stages.map((stage, i) =>
              i === 1 && live
                ? readModel(live.glb, materials)
                : loadModel(modelUrl(conversion, stage), materials, signal),
            ),
          ),
        })}
        onShown={(stage, models) => setShown(models && { stage, models })}
        onPoint={(stage, x, y) => {
          const picked = stage.pick(x, y);
          const found = picked && stages[picked.model];
          onLight(found && picked.line !== undefined ? ({ stage: found, line: picked.line } satisfies Lit) : undefined);
        }}
        onLeave={() => onLight(undefined)}
        litFaces={faces}
      >
        <LitLine conversion={conversion} live={live} lit={lit} />
      </Canvas>
    </>
  );
}
