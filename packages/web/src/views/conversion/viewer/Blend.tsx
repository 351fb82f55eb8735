import { useState } from "react";
import { modelUrl } from "../../../api/addresses";
import { Canvas } from "./Canvas";
import { loadModel } from "./model";
import type { ModelStage } from "./stage";
import { stageWords, type ViewProps } from "./views";

/** The original turns into the result as the slider is moved. */
export function Blend({ conversion, result = "raw_kcl" }: ViewProps) {
  const [share, setShare] = useState(0.5);
  const [stage, setStage] = useState<ModelStage>();
  const [materials, setMaterials] = useState<readonly ModelStage["materials"]["surface"][]>([]);
  const blend = (next: number, of = materials) => {
    setShare(next);
    of.forEach((material, i) => {
      material.opacity = i === 0 ? 1 - next : next;
      material.visible = material.opacity > 0;
    });
    stage?.redraw();
  };
  return (
    <Canvas
      label="Original and result in one place"
      loadKey={result}
      load={async (made, signal) => {
        const surfaces = [0, 1].map(() => {
          const material = made.materials.surface.clone();
          material.transparent = true;
          material.depthWrite = false;
          return material;
        });
        const models = await Promise.all(
          (["original", result] as const).map((of, i) =>
            loadModel(
              modelUrl(conversion, of),
              { ...made.materials, surface: surfaces[i] ?? made.materials.surface },
              signal,
            ),
          ),
        );
        setStage(made);
        setMaterials(surfaces);
        blend(share, surfaces);
        return { models, together: true };
      }}
    >
      <label className="viewer-slider">
        <span>Original</span>
        <input
          type="range"
          className="range"
          aria-label="From the original to the result"
          min={0}
          max={1}
          step={0.01}
          value={share}
          onChange={(event) => blend(Number(event.target.value))}
        />
        <span>{stageWords[result]}</span>
      </label>
    </Canvas>
  );
}
