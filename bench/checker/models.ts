// Models of the parts, and of several parts together.
import { identityPose, type Pose, translationPose } from "@unbake/geometry";
import type { Instance, Model, Node } from "@unbake/recover";
import { polygon, profile, seeded, subtract } from "@unbake/recover/internals";
import { type Count, type Dimension, makers } from "./parts.js";
import { anyPose } from "./pose.js";
import { drill, extrude, frame, rectangle, revolve, Z } from "./shorthand.js";

const model = (name: string, bodies: readonly Node[], instances?: readonly Omit<Instance, "solid">[]): Model => ({
  name,
  unit: "mm",
  parts: bodies.map((body, id) => ({ id, name: `${name} ${id}`, body })),
  instances: (instances ?? bodies.map((_, part) => ({ part, pose: identityPose }))).map((instance, solid) => ({
    solid,
    ...instance,
  })),
});
const shifted = (x: number, y: number, z: number) => translationPose([x, y, z]);

const assemblies: Readonly<Record<string, (d: Dimension, n: Count) => Model>> = {
  boltedStack(d, n) {
    const [w, t] = [d(40, 60), d(5, 8)];
    const plate = subtract(extrude(frame([0, 0, 0]), profile(rectangle(w, w)), 0, t), drill(w / 4, w / 5, t, 6, t));
    const pin = revolve(
      frame([0, 0, 0], [1, 0, 0], Z),
      polygon([0, 0], [2.8, 0], [2.8, d(15, 20)], [5, 20], [5, 24], [0, 24]),
    );
    const pins = Array.from({ length: n(2, 5) }, (_, i) => ({ part: 1, pose: shifted(20 * i, 100, 0) }));
    return model(
      "boltedStack",
      [plate, pin],
      [{ part: 0, pose: identityPose }, { part: 0, pose: shifted(0, 0, t + 20) }, ...pins],
    );
  },
  handed(d) {
    const body = extrude(
      frame([0, 0, 0]),
      profile(polygon([0, 0], [d(20, 30), 0], [d(12, 18), 9], [0, 14])),
      0,
      d(4, 8),
    );
    const mirrored: Pose = [-1, 0, 0, -20, 0, 1, 0, 0, 0, 0, 1, 0];
    return model(
      "handed",
      [body],
      [
        { part: 0, pose: identityPose },
        { part: 0, pose: mirrored },
      ],
    );
  },
};

/** One model of every kind; every other round they are turned and moved at random. */
export function makeModels(seed: number, round: number): Model[] {
  const random = seeded(seed);
  const d: Dimension = (low, high) => Math.round((low + random() * (high - low)) * 10) / 10;
  const n: Count = (low, high) => low + Math.floor(random() * (high - low + 1));
  const single = Object.entries(makers).map(([name, make]) => model(name, [make(d, n)]));
  const many = Object.values(assemblies).map((make) => make(d, n));
  const models = [...single, ...many];
  if (round % 2 === 0) return models;
  return models.map((m) => {
    const pose = anyPose(random);
    const placed = (body: Node): Node => ({ type: "place", explains: [], body, pose });
    const parts = m.parts.map((part) => ({ ...part, body: m.instances.length > 1 ? part.body : placed(part.body) }));
    return { ...m, name: `${m.name} turned`, parts };
  });
}
