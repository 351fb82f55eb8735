// npm run family-pictures: for each family of docs/families.md a part of our own and the features that were found in it, side by side; small PNG files
// in docs/pictures. What is drawn at the right is what the search finds in the part as STEP: the bodies that its program puts together.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { translationPose } from "@unbake/geometry";
import { createKernel, type Kernel, type Shape } from "@unbake/kernel";
import { buildModel, type Node, readCad } from "@unbake/recover";
import { recoverModel } from "@unbake/recover/internals";
import { type Rgb, type ShapeToDraw, sceneOfShapes, snapshot } from "@unbake/snapshot";
import { modelOf, parts } from "../bench/features/parts.js";
import { root } from "../bench/runner/folders.js";

const folder = path.join(root, "docs", "pictures");
const sizePx = 420;
const grey: Rgb = [200, 208, 218];
const colors: readonly Rgb[] = [
  [120, 160, 210],
  [225, 150, 90],
  [140, 185, 120],
  [190, 130, 180],
  [215, 190, 90],
];
/** Parts of bench:features by the name of the picture. */
const pictures: Readonly<Record<string, string>> = {
  holes: "plate, hole and counterbore",
  pattern: "disc, circular pattern",
  pockets: "plate, pocket and window",
  fillets: "plate, rim fillet",
  intersection: "nut blank",
  draft: "frustum, hole",
  sweep: "pipe, bent",
  round: "ball, off-axis hole",
  shaft: "shaft",
  shell: "tray, hole",
  slices: "angle, rib",
};

const build = (kernel: Kernel, node: Node): Shape => buildModel(kernel, modelOf({ name: "part", families: [], node }));

/** The bodies that a node puts together. */
function bodiesOf(kernel: Kernel, node: Node): readonly Shape[] {
  if (node.type === "fillet" || node.type === "chamfer" || node.type === "shell") return bodiesOf(kernel, node.base);
  if (node.type !== "boolean") return [build(kernel, node)];
  return [node.base, ...node.tools].flatMap((one) => bodiesOf(kernel, one));
}

/** The part, and beside it its bodies, each above the one before. */
function drawn(kernel: Kernel, part: Shape, bodies: readonly Shape[]): readonly ShapeToDraw[] {
  const { min, max } = kernel.boundingBox(part);
  const beside = 0.75 * Math.hypot(max[0] - min[0], max[1] - min[1]);
  let floor = min[2];
  const moved = bodies.map((body, i): ShapeToDraw => {
    const box = kernel.boundingBox(body);
    const { shape } = kernel.transform(body, translationPose([beside, beside, floor - box.min[2]]));
    floor += 1.25 * (box.max[2] - box.min[2]);
    return { shape, color: colors[i % colors.length] ?? grey };
  });
  return [{ shape: part, color: grey }, ...moved];
}

const kernel = await createKernel();
await mkdir(folder, { recursive: true });
for (const [picture, name] of Object.entries(pictures)) {
  const known = parts.find((part) => part.name === name);
  if (!known) throw new Error(`there is no part ${name}`);
  const step = kernel.scope(() => kernel.writeStep(build(kernel, known.node), { name: picture }));
  const source = readCad(kernel, step, { name: `${picture}.step` });
  const { model } = recoverModel(kernel, source, { slices: picture === "slices" });
  const [part] = source.solids;
  const [found] = model.parts;
  if (!part || !found) throw new Error(`nothing was found in ${name}`);
  const scene = kernel.scope(() =>
    sceneOfShapes(kernel, drawn(kernel, part.shape, bodiesOf(kernel, found.body)), sizePx),
  );
  await writeFile(path.join(folder, `family-${picture}.png`), await snapshot(scene, { sizePx }));
  console.log(`${picture}: ${name}`);
}
process.exit();
