import { type PointerEvent, useEffect, useRef, useState } from "react";
import { modelUrl, type Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import { Problem } from "../../../parts/Problem";
import { count } from "../../../words/numbers";
import type { Lit } from "../lit";
import { disposeModel, type LoadedModel, loadModel } from "./model";
import { createStage, type Direction, type ModelStage } from "./stage";

interface Props {
  readonly conversion: Details;
  readonly stages: readonly Stage[];
  readonly titles: readonly string[];
  readonly lit: Lit | undefined;
  readonly onLight: (lit: Lit | undefined) => void;
}

const directions: readonly { readonly key: Direction; readonly label: string }[] = [
  { key: "isometric", label: "Isometric" },
  { key: "front", label: "Front" },
  { key: "right", label: "Right" },
  { key: "top", label: "Top" },
];

/** Models to turn: drag to orbit, right drag to move, wheel to zoom; one camera for all. */
export function ModelViewer({ conversion, stages, titles, lit, onLight }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<ModelStage>(undefined);
  const [models, setModels] = useState<readonly LoadedModel[]>();
  const [error, setError] = useState<unknown>();
  const { id, dataset_id } = conversion;
  const wanted = stages.join(" ");

  useEffect(() => {
    if (!canvas.current) return;
    const stop = new AbortController();
    const made: LoadedModel[] = [];
    let shown: ModelStage;
    try {
      shown = createStage(canvas.current);
    } catch (reason) {
      setError(new Error("This browser has no WebGL: the pictures below show the same.", { cause: reason }));
      return;
    }
    stage.current = shown;
    const load = async () => {
      const loaded = await Promise.all(
        wanted.split(" ").map(async (one) => {
          const model = await loadModel(modelUrl({ id, dataset_id }, one as Stage), shown.materials, stop.signal);
          made.push(model);
          return model;
        }),
      );
      if (stop.signal.aborted) return;
      shown.show(loaded);
      setModels(loaded);
    };
    load().catch((reason: unknown) => stop.signal.aborted || setError(reason));
    const recolour = () => shown.recolour();
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", recolour);
    const theme = new MutationObserver(recolour);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      stop.abort();
      dark.removeEventListener("change", recolour);
      theme.disconnect();
      for (const model of made) disposeModel(model);
      shown.dispose();
    };
  }, [id, dataset_id, wanted]);

  useEffect(() => {
    const at = lit ? stages.indexOf(lit.stage) : -1;
    const faces = stage.current?.light(at, at < 0 ? undefined : lit?.line);
    if (canvas.current) canvas.current.dataset.lit = String(faces);
  }, [lit, stages]);
  const hover = ({ nativeEvent: { offsetX, offsetY, buttons } }: PointerEvent) => {
    // Who turns the model does not point at it.
    if (buttons !== 0) return;
    const picked = stage.current?.pick(offsetX, offsetY);
    const found = picked && stages[picked.model];
    onLight(found && picked.line !== undefined ? { stage: found, line: picked.line } : undefined);
  };

  return (
    <div className="viewer">
      <div className="viewer-titles">
        {titles.map((title, i) => (
          <span key={title}>
            {title} {models?.[i] && <span className="quiet">{count(models[i].triangles)} triangles</span>}
          </span>
        ))}
      </div>
      <div className="viewer-stage">
        {/* A canvas that lost its context cannot get another: a new effect gets a new canvas. */}
        <canvas
          key={wanted}
          ref={canvas}
          className="viewer-canvas"
          role="img"
          aria-label={`Models to turn: ${titles.join(" and ")}`}
          data-ready={models !== undefined}
          onPointerMove={hover}
          onPointerLeave={() => onLight(undefined)}
        />
        {models === undefined && error === undefined && <p className="viewer-note">Reading the models …</p>}
        {error !== undefined && <Problem error={error} />}
      </div>
      <LitLine conversion={conversion} lit={lit} />
      <div className="viewer-tools" role="toolbar" aria-label="View from">
        {directions.map(({ key, label }) => (
          <button key={key} type="button" className="button" onClick={() => stage.current?.look(key)}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The line that is pointed at, in words: its program may be further down the page. */
function LitLine({ conversion, lit }: { readonly conversion: Details; readonly lit: Lit | undefined }) {
  const program = programOf(conversion, lit?.stage);
  const text = lit && program?.split("\n")[lit.line - 1];
  return (
    <p className="viewer-line mono">
      {text === undefined ? "Point at a face to see what made it." : `${lit?.line}: ${text.trim()}`}
    </p>
  );
}

function programOf(conversion: Details, stage: Stage | undefined): string | null | undefined {
  if (stage === "salon_kcl") return conversion.salon_kcl_output;
  if (stage === "raw_kcl") return conversion.manual_kcl_override ?? conversion.raw_kcl_output;
  return undefined;
}
