import type { Frame } from "@unbake/geometry";
import { createKernel, type Kernel } from "@unbake/kernel";
import { beforeAll, expect, it } from "vitest";
import { readCad } from "./readCad.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await createKernel();
});

const world: Frame = { origin: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

/** A drilled block as STEP text, the faces of the given numbers (in the file's order) in red. */
function drilledBlock(red: readonly number[]): string {
  const step = kernel.scope(() => {
    const block = kernel.cut(
      [kernel.box(world, [10, 20, 30])],
      [kernel.cylinder({ ...world, origin: [5, 5, -1] }, 2, 40)],
    );
    return Buffer.from(kernel.writeStep(block.shape)).toString("latin1");
  });
  const faces = /CLOSED_SHELL\('[^']*',\(([^)]*)\)/.exec(step.replace(/\s+/g, ""))?.[1]?.split(",") ?? [];
  const free = 1 + Math.max(...[...step.matchAll(/^#(\d+)/gm)].map(([, id]) => Number(id)));
  const styles = red.map((number, i) => `#${free + 10 + i} = STYLED_ITEM('',(#${free + 5}),${faces[number]});`);
  const data = [
    `#${free} = COLOUR_RGB('',1.,0.,0.);`,
    `#${free + 1} = FILL_AREA_STYLE_COLOUR('',#${free});`,
    `#${free + 2} = FILL_AREA_STYLE('',(#${free + 1}));`,
    `#${free + 3} = SURFACE_STYLE_FILL_AREA(#${free + 2});`,
    `#${free + 4} = SURFACE_SIDE_STYLE('',(#${free + 3}));`,
    `#${free + 6} = SURFACE_STYLE_USAGE(.BOTH.,#${free + 4});`,
    `#${free + 5} = PRESENTATION_STYLE_ASSIGNMENT((#${free + 6}));`,
    ...styles,
  ];
  const end = step.lastIndexOf("ENDSEC;");
  return `${step.slice(0, end)}${data.join("\n")}\n${step.slice(end)}`;
}

it("gives the wall of a hole the colour that the file gives it", () => {
  kernel.scope(() => {
    const plain = readCad(kernel, Buffer.from(drilledBlock([])), { name: "block" });
    expect(plain.solids[0]?.faceColors).toBeUndefined();
    for (let number = 0; number < 7; number++) {
      const { solids } = readCad(kernel, Buffer.from(drilledBlock([number])), { name: "block" });
      const colors = solids[0]!.faceColors!;
      expect(colors).toHaveLength(7);
      expect(colors.flatMap((color, face) => (color ? [[face, ...color]] : []))).toEqual([[number, 255, 0, 0]]);
    }
    const wall = plain.solids[0]!.topology.faces.findIndex(({ surface }) => surface.kind === "cylinder");
    const step = drilledBlock([wall]).replace(/\s+/g, "");
    const face = /STYLED_ITEM\('',\([^)]*\),(#\d+)\)/.exec(step)![1];
    const surface = new RegExp(`${face}=ADVANCED_FACE\\('',\\([^)]*\\),(#\\d+)`).exec(step)![1];
    expect(step).toContain(`${surface}=CYLINDRICAL_SURFACE`);
  });
});
