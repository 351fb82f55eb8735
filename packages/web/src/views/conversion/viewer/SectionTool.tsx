import { useState } from "react";
import { Choice } from "../../../parts/Choice";
import type { ModelStage } from "./stage";

/** The axes of the files are those of CAD, with Z up; in the viewer Y is up. */
const axisOf = { x: "x", y: "z", z: "y" } as const;
type CadAxis = keyof typeof axisOf;

const items = [
  { value: "none", label: "No section" },
  { value: "x", label: "Section X" },
  { value: "y", label: "Section Y" },
  { value: "z", label: "Section Z" },
];

/** Cuts the models open, and moves the plane. */
export function SectionTool({ stage }: { readonly stage: ModelStage | undefined }) {
  const [axis, setAxis] = useState<CadAxis>();
  const [share, setShare] = useState(0.5);
  const cut = (next: CadAxis | undefined, at: number) => {
    setAxis(next);
    setShare(at);
    stage?.section(next && axisOf[next], at);
  };
  return (
    <>
      <Choice
        label="Section"
        value={axis ?? "none"}
        items={items}
        onChange={(value) => cut(value === "none" ? undefined : (value as CadAxis), share)}
      />
      {axis && (
        <input
          type="range"
          className="range"
          aria-label="Place of the section"
          min={0}
          max={1}
          step={0.005}
          value={share}
          onChange={(event) => cut(axis, Number(event.target.value))}
        />
      )}
    </>
  );
}
