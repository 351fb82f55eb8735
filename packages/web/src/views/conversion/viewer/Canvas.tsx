import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Problem } from "../../../parts/Problem";
import { disposeModel, type LoadedModel } from "./model";
import { SectionTool } from "./SectionTool";
import { createStage, type Direction, type ModelStage } from "./stage";

interface Shown {
  readonly models: readonly LoadedModel[];
  /** All in one place, or beside one another. */
  readonly together: boolean;
}

interface Props {
  readonly label: string;
  /** Another key is loaded anew; the camera stays. */
  readonly loadKey: string;
  readonly load: (stage: ModelStage, signal: AbortSignal) => Promise<Shown>;
  /** Called with what is shown, and with nothing while something else is loaded. */
  readonly onShown?: (stage: ModelStage, models: readonly LoadedModel[] | undefined) => void;
  readonly onPoint?: (stage: ModelStage, x: number, y: number) => void;
  readonly onLeave?: () => void;
  /** How many faces are lit, for those who cannot see it. */
  readonly litFaces?: number;
  readonly children?: ReactNode;
}

const directions: readonly { readonly key: Direction; readonly label: string }[] = [
  { key: "isometric", label: "Isometric" },
  { key: "front", label: "Front" },
  { key: "right", label: "Right" },
  { key: "top", label: "Top" },
];

/** Models to turn: drag to orbit, right drag to move, wheel to zoom. */
export function Canvas({ label, loadKey, load, onShown, onPoint, onLeave, litFaces, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [stage, setStage] = useState<ModelStage>();
  const [error, setError] = useState<unknown>();
  const [readyKey, setReadyKey] = useState<string>();
  const calls = useRef({ load, onShown });
  calls.current = { load, onShown };
  useEffect(() => {
    if (!canvas.current) return;
    try {
      const made = followingTheme(canvas.current);
      setStage(made.stage);
      return made.end;
    } catch (reason) {
      setError(new Error("This browser has no WebGL: the pictures below show the same.", { cause: reason }));
      return;
    }
  }, []);
  useEffect(() => {
    if (!stage) return;
    const stop = new AbortController();
    let made: readonly LoadedModel[] = [];
    setError(undefined);
    const show = async () => {
      const { models, together } = await calls.current.load(stage, stop.signal);
      made = models;
      if (stop.signal.aborted) return;
      stage.show(models, together);
      setReadyKey(loadKey);
      calls.current.onShown?.(stage, models);
    };
    show().catch((reason: unknown) => stop.signal.aborted || setError(reason));
    return () => {
      stop.abort();
      calls.current.onShown?.(stage, undefined);
      for (const model of made) disposeModel(model);
    };
  }, [stage, loadKey]);
  const hover = ({ nativeEvent: { offsetX, offsetY, buttons } }: PointerEvent) => {
    // Who turns the model does not point at it.
    if (buttons === 0 && stage) onPoint?.(stage, offsetX, offsetY);
  };
  return (
    <>
      <div className="viewer-stage">
        <canvas
          ref={canvas}
          className="viewer-canvas"
          role="img"
          aria-label={label}
          data-ready={readyKey === loadKey}
          data-lit={litFaces}
          onPointerMove={hover}
          onPointerLeave={onLeave}
        />
        {readyKey === undefined && error === undefined && <p className="viewer-note">Reading the models …</p>}
        {error !== undefined && <Problem error={error} />}
      </div>
      {children}
      <div className="viewer-tools" role="toolbar" aria-label="View">
        {directions.map(({ key, label: name }) => (
          <button key={key} type="button" className="button" onClick={() => stage?.look(key)}>
            {name}
          </button>
        ))}
        <SectionTool stage={stage} />
      </div>
    </>
  );
}

/** A stage whose colours are those of the page, also after they change. */
function followingTheme(canvas: HTMLCanvasElement) {
  const stage = createStage(canvas);
  const recolour = () => stage.recolour();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", recolour);
  const theme = new MutationObserver(recolour);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return {
    stage,
    end() {
      dark.removeEventListener("change", recolour);
      theme.disconnect();
      stage.dispose();
    },
  };
}
