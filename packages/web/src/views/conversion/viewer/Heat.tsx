import { useState } from "react";
import { modelUrl } from "../../../api/addresses";
import { figure } from "../../../words/numbers";
import { Canvas } from "./Canvas";
import { type Deviation, deviationOf } from "./deviation";
import { loadModel } from "./model";
import type { ModelStage } from "./stage";
import type { ViewProps } from "./views";

/** The result in colours of its distance from the original. */
export function Heat({ conversion, result = "raw_kcl" }: ViewProps) {
  const [stage, setStage] = useState<ModelStage>();
  const [found, setFound] = useState<Deviation>();
  const tolerance = Number(conversion.metadata?.[`${result}.delta_mm`] ?? 0); // default: the scale is that of what is found
  return (
    <Canvas
      label="Distance of the result from the original"
      loadKey={result}
      load={async (made, signal) => {
        const [original, shown] = await Promise.all(
          (["original", result] as const).map((of) => loadModel(modelUrl(conversion, of), made.materials, signal)),
        );
        if (!original || !shown) return { models: [], together: true };
        const deviation = await deviationOf(shown, original, tolerance, signal);
        setStage(made);
        setFound(deviation);
        return { models: [deviation.model], together: true };
      }}
    >
      <div className="viewer-legend">
        {found ? (
          <>
            <span className="mono">−{figure(found.reachMm)} mm</span>
            <span className="heat-scale" role="img" aria-label="Blue: inside the original. Red: outside." />
            <span className="mono">+{figure(found.reachMm)} mm</span>
            <button
              type="button"
              className="button"
              onClick={() => stage?.goTo(found.worst.place, found.model.box.min.distanceTo(found.model.box.max) / 40)}
            >
              Go to the worst point
            </button>
            <span className="quiet" role="status">
              {figure(Math.abs(found.worst.mm))} mm {found.worst.mm < 0 ? "inside" : "outside"}, between the meshes
            </span>
          </>
        ) : (
          <span className="quiet">Measuring the distances …</span>
        )}
      </div>
    </Canvas>
  );
}
