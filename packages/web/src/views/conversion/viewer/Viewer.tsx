import { useState } from "react";
import { Choice } from "../../../parts/Choice";
import { Blend } from "./Blend";
import { Heat } from "./Heat";
import { Overlay } from "./Overlay";
import { SideBySide } from "./SideBySide";
import type { ViewProps } from "./views";

const modes = [
  { value: "beside", label: "Side by side" },
  { value: "overlay", label: "Differences" },
  { value: "blend", label: "Blend" },
  { value: "heat", label: "Deviation" },
] as const;
type Mode = (typeof modes)[number]["value"];

const views = { beside: SideBySide, overlay: Overlay, blend: Blend, heat: Heat } as const;

/** The ways of looking at an original and what was made of it. */
export function Viewer(props: ViewProps) {
  const [mode, setMode] = useState<Mode>("beside");
  const View = views[props.result && !props.live ? mode : "beside"];
  return (
    <div className="viewer">
      {props.result && (
        <Choice
          label="Way of looking"
          value={props.live ? "beside" : mode}
          items={[...modes]}
          onChange={(value) => setMode(value as Mode)}
        />
      )}
      <View {...props} />
    </div>
  );
}
