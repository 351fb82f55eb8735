import {
  addScaled,
  applyPose,
  applyPoseDirection,
  cross,
  dot,
  norm,
  type Pose,
  rotationPose,
  sub,
  unit,
  type Vec3,
} from "@unbake/geometry";
import { describe, expect, it } from "vitest";
import type { Sample } from "../../analysis/graph/swept.js";
import { seeded } from "../../model/seeded.js";
import { screwMotionOf } from "./screwMotion.js";

const seed = Number(process.env.UNBAKE_SEED ?? 20_261_130);

/** Points of the helicoid that the line from radius `a` to `b`, rising by `lift`, sweeps: a flank of a thread about z. */
function flank(lead: number, [a, b]: readonly [number, number], lift: number, turns: number): Sample[] {
  const rise = lead / (2 * Math.PI);
  const samples: Sample[] = [];
  for (let i = 0; i <= 8; i++)
    for (let k = 0; k <= 60; k++) {
      const [share, angle] = [i / 8, (2 * Math.PI * turns * k) / 60];
      const radius = a + (b - a) * share;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const along: Vec3 = [(b - a) * c, (b - a) * s, lift];
      const around: Vec3 = [-radius * s, radius * c, rise];
      samples.push({
        point: [radius * c, radius * s, lift * share + rise * angle],
        normal: unit(cross(along, around)),
      });
    }
  return samples;
}

const moved = (samples: readonly Sample[], pose: Pose): Sample[] =>
  samples.map(({ point, normal }) => ({ point: applyPose(pose, point), normal: applyPoseDirection(pose, normal) }));

describe(`the screw of a flank (seed ${seed})`, () => {
  const random = seeded(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  it.each(Array.from({ length: 40 }, (_, i) => i))("is found wherever the flank stands, thread %i", () => {
    const lead = between(0.3, 40) * (random() < 0.5 ? -1 : 1);
    const radius = between(1, 50);
    const samples = flank(lead, [radius, radius * between(1.05, 1.4)], between(-0.5, 0.5) * radius, between(0.6, 6));
    const point: Vec3 = [between(-200, 200), between(-200, 200), between(-200, 200)];
    const pose = rotationPose(point, unit([between(-1, 1), between(-1, 1), 0.1]), between(0, 6));
    const motion = screwMotionOf(moved(samples, pose));
    if (!motion) throw new Error("no screw was found");
    const [origin, direction] = [applyPose(pose, [0, 0, 0]), applyPoseDirection(pose, [0, 0, 1])];
    expect(motion.leadMm / lead).toBeCloseTo(1, 4);
    expect(Math.abs(dot(motion.axis.direction, direction))).toBeCloseTo(1, 9);
    expect(norm(cross(sub(motion.axis.origin, origin), direction))).toBeLessThan(1e-6 * radius);
  });

  it("is none of a cylinder, which many motions keep, nor of a cone, which only turns", () => {
    const ring = (slope: number): Sample[] =>
      Array.from({ length: 300 }, (_, k): Sample => {
        const angle = k * 0.3;
        const radial: Vec3 = [Math.cos(angle), Math.sin(angle), 0];
        const height = (k % 7) * 0.5;
        return {
          point: addScaled([0, 0, height], radial, 5 + slope * height),
          normal: unit(addScaled(radial, [0, 0, 1], -slope)),
        };
      });
    expect(screwMotionOf(ring(0))).toBeUndefined();
    expect(screwMotionOf(ring(0.4))).toBeUndefined();
  });
});
