/**
 * Solids by construction, built by a geometry kernel: primitives (150 to 160, 168), sweeps of curves (162, 164), Boolean trees (180), assemblies (184)
 * and instances (430).
 */

import type { CurveSegment, Frame, Pose, Vec3 } from "@unbake/geometry";
import {
  addScaled,
  applyPose,
  composePoses,
  evaluateCurve,
  frameFromZ,
  identityPose,
  mul,
  norm,
  poseDeterminant,
} from "@unbake/geometry";
import { at } from "@unbake/ground";
import { evenDeterminantShare, leastSideMm } from "../tolerances.js";
import { checkDepth, type Fields, fieldsOf } from "./access.js";
import type { Built, SolidBuilder } from "./builder.js";
import { straight } from "./conics.js";
import { curvePieces } from "./curves.js";
import { entityError } from "./fail.js";
import { maxPoles } from "./limits.js";
import { poseOf } from "./place.js";
import type { Root } from "./roots.js";
import type { IgesEntity, IgesFile } from "./types.js";

/** A body with its size far from the kernel's tolerance: everything is built in millimetres, `unitMm` to one unit of the file. */
interface Site {
  readonly builder: SolidBuilder;
  readonly file: IgesFile;
  readonly unitMm: number;
}

/** The solids of one root, in millimetres; handles of the current scope. Throws UnbakeError naming the record. */
export function construct(
  builder: SolidBuilder,
  file: IgesFile,
  { entity, pose }: Root,
  unitMm: number,
): readonly Built[] {
  const solids = builder.solids(build({ builder, file, unitMm }, entity, pose, 0));
  if (solids.length === 0) throw entityError("no_solid", entity, "its construction leaves nothing");
  return solids;
}

function build(site: Site, entity: IgesEntity, outer: Pose, depth: number): Built {
  checkDepth(entity, depth);
  const { file } = site;
  const pose = composePoses(outer, poseOf(file, entity));
  const fields = fieldsOf(file, entity);
  switch (entity.type) {
    case 180:
      return tree(site, fields, pose, depth);
    case 184:
      return assembly(site, fields, pose, depth);
    case 430:
      return build(site, fields.required(0), pose, depth + 1);
    default: {
      return placed(site, primitive(site, fields), pose);
    }
  }
}

/** The kernel scales and moves in two steps. */
function placed({ builder, unitMm }: Site, own: Built, pose: Pose): Built {
  if (isIdentity(pose)) return own;
  const scale = Math.cbrt(Math.abs(poseDeterminant(pose)));
  const even = Math.abs(scale - 1) <= evenDeterminantShare ? 1 : scale;
  const sized = even === 1 ? own : builder.scale(own, [0, 0, 0], [even, even, even]).shape;
  const rigid = pose.map((value, i) => (i % 4 === 3 ? value * unitMm : value / even)) as unknown as Pose;
  return builder.transform(sized, rigid).shape;
}

const isIdentity = (pose: Pose): boolean => pose.every((value, i) => value === identityPose[i]);

/** Type 180: operands (negative pointers) and operations (1 union, 2 intersection, 3 difference) in Polish postfix notation. */
function tree({ builder, ...site }: Site, fields: Fields, pose: Pose, depth: number): Built {
  const stack: Built[] = [];
  const take = (): Built => {
    const shape = stack.pop();
    if (!shape) throw entityError("syntax", fields.entity, "an operation lacks an operand");
    return shape;
  };
  const count = fields.count(0, maxPoles);
  for (let place = 1; place <= count; place++) {
    const value = fields.number(place);
    if (value < 0) stack.push(build({ builder, ...site }, fields.required(place), pose, depth + 1));
    else {
      const tool = take();
      const base = take();
      if (value !== 1 && value !== 2 && value !== 3)
        throw entityError("syntax", fields.entity, `no operation has the number ${value}`);
      const operation = value === 1 ? builder.fuse : value === 2 ? builder.common : builder.cut;
      stack.push(operation([base], [tool], { unify: true }).shape);
    }
  }
  const result = take();
  if (stack.length > 0) throw entityError("syntax", fields.entity, "operands are left over");
  return result;
}

/** Type 184: solids, then a transformation for each. */
function assembly(site: Site, fields: Fields, pose: Pose, depth: number): Built {
  const count = fields.count(0, maxPoles);
  const parts = Array.from({ length: count }, (_, i) => {
    const matrix = fields.pointer(1 + count + i);
    const own = matrix ? composePoses(pose, matrixPose(site.file, matrix)) : pose;
    return build(site, fields.required(1 + i), own, depth + 1);
  });
  return site.builder.compound(parts);
}

/** A transformation that is pointed to by itself. */
const matrixPose = (file: IgesFile, matrix: IgesEntity): Pose => poseOf(file, { ...matrix, matrix: matrix.de });

/** A primitive where its own parameters put it. */
function primitive(site: Site, fields: Fields): Built {
  const { builder, unitMm } = site;
  const size = (place: number): number => positive(fields, place) * unitMm;
  const at = (place: number): Vec3 => mul(fields.vector(place), unitMm);
  const axis = (place: number, otherwise: Vec3 = [0, 0, 1]): Vec3 => {
    const value = fields.vector(place);
    return norm(value) > 0 ? value : otherwise;
  };
  /** Local x and z, as blocks, wedges and ellipsoids have them. */
  const frameAt = (place: number): Frame => frameFromZ(at(place), axis(place + 6), axis(place + 3, [1, 0, 0]));
  switch (fields.entity.type) {
    case 150:
      return builder.box(frameAt(3), [size(0), size(1), size(2)]);
    case 152: {
      const [x, y, z, top] = [size(0), size(1), size(2), fields.number(3) * unitMm];
      const corners: Vec3[] = [
        [0, 0, 0],
        [x, 0, 0],
        [top, y, 0],
        [0, y, 0],
      ];
      const frame = frameAt(4);
      const around = top > 0 ? corners : [corners[0], corners[1], corners[3]].filter((p) => p !== undefined);
      return builder.extrude(polygon(builder, frame, around), mul(frame.z, z)).shape;
    }
    case 154:
      return builder.cylinder(frameFromZ(at(2), axis(5)), size(1), size(0));
    case 156: {
      const [height, low, high] = [size(0), size(1), fields.number(2) * unitMm];
      const frame = frameFromZ(at(3), axis(6));
      const profile: Vec3[] = [
        [0, 0, 0],
        [low, 0, 0],
        ...(high > 0 ? [[high, 0, height] as Vec3] : []),
        [0, 0, height],
      ];
      return turned(builder, frame, profile);
    }
    case 158:
      return builder.sphere(at(1), size(0));
    case 160: {
      const frame = frameFromZ(at(2), axis(5));
      const center = addScaled(frame.origin, frame.x, size(0));
      const circle: CurveSegment = {
        curve: {
          kind: "circle",
          frame: { origin: center, x: frame.x, y: frame.z, z: mul(frame.y, -1) },
          radius: size(1),
        },
        range: [0, 2 * Math.PI],
      };
      return builder.revolve(
        builder.planarFace(meridian(frame), builder.wire([circle])),
        frame.origin,
        frame.z,
        2 * Math.PI,
      ).shape;
    }
    case 162:
      return revolved(site, fields);
    case 164: {
      const direction = axis(2);
      const vector = mul(direction, size(1) / norm(direction));
      return builder.extrude(profileOf(site, fields, []), vector).shape;
    }
    case 168: {
      const frame = frameAt(3);
      const ball = builder.sphere([0, 0, 0], 1);
      const stretched = builder.scale(ball, [0, 0, 0], [size(0), size(1), size(2)]).shape;
      const { origin: o, x, y, z } = frame;
      return builder.transform(stretched, [x[0], y[0], z[0], o[0], x[1], y[1], z[1], o[1], x[2], y[2], z[2], o[2]])
        .shape;
    }
    default:
      throw entityError("unsupported_content", fields.entity, "this kind of solid is not read");
  }
}

function positive(fields: Fields, place: number): number {
  const value = fields.number(place);
  if (!(value > 0)) throw entityError("bad_geometry", fields.entity, `parameter ${place + 1}, a length, is ${value}`);
  return value;
}

/** x outwards, z of the axis upwards: where profiles of turned solids lie. */
const meridian = ({ origin, x, y, z }: Frame): Frame => ({ origin, x, y: z, z: mul(y, -1) });

function polygon(builder: SolidBuilder, frame: Frame, corners: readonly Vec3[]): Built {
  const place: Pose = [
    frame.x[0],
    frame.y[0],
    frame.z[0],
    frame.origin[0],
    frame.x[1],
    frame.y[1],
    frame.z[1],
    frame.origin[1],
    frame.x[2],
    frame.y[2],
    frame.z[2],
    frame.origin[2],
  ];
  const points = corners.map((corner) => applyPose(place, corner));
  const sides = points.flatMap((from, i) => straight(from, points[(i + 1) % points.length] ?? from) ?? []);
  return builder.planarFace(frame, builder.wire(sides));
}

/** A profile of x and z, turned about z of the frame. */
function turned(builder: SolidBuilder, frame: Frame, profile: readonly Vec3[]): Built {
  const plane = meridian(frame);
  const flat = polygon(
    builder,
    plane,
    profile.map(([x, , z]) => [x, z, 0] as Vec3),
  );
  return builder.revolve(flat, frame.origin, frame.z, 2 * Math.PI).shape;
}

/** Type 162: curve, share of a whole turn, a point of the axis, its direction. Form 0: the curve's ends are joined to the axis. */
function revolved(site: Site, fields: Fields): Built {
  const { builder, unitMm } = site;
  const share = fields.number(1, 1);
  const point = fields.vector(2);
  const given = fields.vector(5);
  const direction = norm(given) > 0 ? mul(given, 1 / norm(given)) : ([0, 0, 1] as Vec3);
  const toAxis = (p: Vec3): Vec3 => {
    const along =
      (p[0] - point[0]) * direction[0] + (p[1] - point[1]) * direction[1] + (p[2] - point[2]) * direction[2];
    return addScaled(point, direction, along);
  };
  const profile = profileOf(site, fields, fields.entity.form === 0 ? [toAxis] : []);
  return builder.revolve(profile, mul(point, unitMm), direction, share * 2 * Math.PI).shape;
}

/** The planar face inside the curve that parameter 1 points to; `closing` leads from its ends to the line that closes it. */
function profileOf({ builder, file, unitMm }: Site, fields: Fields, closing: readonly ((end: Vec3) => Vec3)[]): Built {
  const scale: Pose = [unitMm, 0, 0, 0, 0, unitMm, 0, 0, 0, 0, unitMm, 0];
  const curve = fields.required(0);
  const pieces: CurveSegment[] = [...curvePieces(file, curve, scale, 1)];
  const points = pieces.flatMap(pointsOf);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw entityError("bad_geometry", fields.entity, "its curve has no length");
  for (const lead of closing) {
    const onAxis = (p: Vec3): Vec3 => mul(lead(mul(p, 1 / unitMm)), unitMm);
    const around = [last, onAxis(last), onAxis(first), first];
    around.slice(1).forEach((to, i) => {
      const side = straight(around[i] ?? to, to);
      if (side && side.range[1] > leastSideMm) pieces.push(side);
    });
  }
  return builder.planarFace(planeThrough(fields, pieces.flatMap(pointsOf)), builder.wire(pieces));
}

function pointsOf({ curve, range }: CurveSegment): Vec3[] {
  return [0, 0.25, 0.5, 0.75, 1].map((t) => evaluateCurve(curve, range[0] + (range[1] - range[0]) * t));
}

/** The plane of a closed polygon, by its area vector (Newell). */
function planeThrough(fields: Fields, points: readonly Vec3[]): Frame {
  let normal: Vec3 = [0, 0, 0];
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length] ?? a;
    normal = [
      normal[0] + (a[1] - b[1]) * (a[2] + b[2]),
      normal[1] + (a[2] - b[2]) * (a[0] + b[0]),
      normal[2] + (a[0] - b[0]) * (a[1] + b[1]),
    ];
  });
  if (!(norm(normal) > 0)) throw entityError("bad_geometry", fields.entity, "its curve encloses no area");
  return frameFromZ(at(points, 0), normal);
}
