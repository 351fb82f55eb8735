/**
 * Modeling commands of the right shape with values as they come: entities that exist and such that do not, lengths of nothing, less than nothing
 * and far too much. They follow a prelude that makes a plane, a closed sketch, a path to sweep along and two bodies.
 */
import type { Command } from "../protocol/session.js";
import type { Random } from "./random.fixture.js";

export interface Sent {
  readonly id: string;
  readonly command: Command;
}

export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

const plane = uuid(1);
const [closed, path, small, block, post] = [10, 11, 12, 13, 14].map(uuid) as [string, string, string, string, string];
const stranger = uuid(0xffff);
const origin = { x: 0, y: 0, z: 0 };
const line = (x: number, y: number) => ({ type: "line", end: { x, y, z: 0 }, relative: true });

function rectangle(id: number, [x, y]: readonly [number, number], [a, b]: readonly [number, number]): Sent[] {
  const own = uuid(id);
  const sides = [line(a, 0), line(0, b), line(-a, 0)];
  return [
    { id: own, command: { type: "start_path" } },
    { id: uuid(id + 200), command: { type: "move_path_pen", path: own, to: { x, y, z: 0 } } },
    ...sides.map((segment, i) => ({
      id: uuid(id * 16 + 4096 + i),
      command: { type: "extend_path", path: own, segment },
    })),
    { id: uuid(id * 16 + 4096 + 3), command: { type: "close_path", path_id: own } },
  ];
}

const extrude = (target: string, distance: number): Command => ({
  type: "extrude",
  target,
  distance,
  faces: null,
  opposite: "None",
  extrude_method: "merge",
  body_type: "solid",
});

export const prelude: readonly Sent[] = [
  {
    id: plane,
    command: { type: "make_plane", origin, x_axis: { x: 1, y: 0, z: 0 }, y_axis: { x: 0, y: 1, z: 0 }, size: 10 },
  },
  { id: uuid(2), command: { type: "enable_sketch_mode", entity_id: plane } },
  ...rectangle(10, [0, 0], [4, 3]),
  { id: path, command: { type: "start_path" } },
  { id: uuid(3), command: { type: "extend_path", path, segment: line(0, 20) } },
  ...rectangle(12, [20, 0], [2, 2]),
  ...rectangle(13, [-5, -5], [10, 10]),
  ...rectangle(14, [-1, -1], [3, 9]),
  { id: uuid(4), command: { type: "sketch_mode_disable" } },
  { id: uuid(5), command: extrude(block, 5) },
  { id: uuid(6), command: extrude(post, 9) },
];

/** Edges and faces of the prelude: segments name the edges that they make. */
const segments = [10, 12, 13, 14].flatMap((id) => [0, 1, 2, 3].map((i) => uuid(id * 16 + 4096 + i)));
const sketches = [closed, path, small];

function length(random: Random): number {
  const special = [0, -1, 1e-9, 1e-4, 1e6, 1e12, -1e12, Number.NaN, Number.POSITIVE_INFINITY];
  return random.chance(0.2) ? random.pick(special) : Math.round((random.next() * 20 - 6) * 100) / 100;
}

const point = (random: Random) => ({ x: length(random), y: length(random), z: length(random) });
const flat = (random: Random) => ({ x: length(random), y: length(random), z: 0 });
const angle = (random: Random) => ({
  unit: "degrees",
  value: random.chance(0.4) ? 45 * random.below(17) - 360 : length(random) * 40,
});
const truth = (random: Random): boolean => random.chance(0.5);
const bodyType = (random: Random): string => random.pick(["solid", "surface"]);
const opposite = (random: Random, value: unknown): unknown => random.pick(["None", "Symmetric", { Other: value }]);
const count = (random: Random): number => random.pick([0, 1, 2, 3, 5]);

type Names = readonly string[];
const sketchOf = (random: Random, made: Names): string => random.pick([...sketches, ...sketches, ...made, stranger]);
const bodyOf = (random: Random, made: Names): string => random.pick([block, post, block, post, ...made, stranger]);
const anyOf = (random: Random, made: Names): string =>
  random.pick([...sketches, block, post, plane, ...segments, ...made]);
const edgeOf = (random: Random, made: Names): string => random.pick([...segments, ...made, stranger]);
const listOf = (random: Random, one: () => string): string[] => Array.from({ length: random.below(4) }, one);

function segment(random: Random): unknown {
  switch (random.below(7)) {
    case 0:
      return { type: "line", end: flat(random), relative: truth(random) };
    case 1:
      return {
        type: "arc",
        center: flat(random),
        radius: length(random),
        start: angle(random),
        end: angle(random),
        relative: truth(random),
      };
    case 2:
      return { type: "arc_to", interior: flat(random), end: flat(random), relative: truth(random) };
    case 3:
      return { type: "tangential_arc", radius: length(random), offset: angle(random) };
    case 4:
      return { type: "tangential_arc_to", to: flat(random), angle_snap_increment: null };
    case 5:
      return {
        type: "bezier",
        control1: flat(random),
        control2: flat(random),
        end: flat(random),
        relative: truth(random),
      };
    default:
      return {
        type: "circular_involute",
        start_radius: length(random),
        end_radius: length(random),
        angle: angle(random),
        reverse: truth(random),
      };
  }
}

function transform(random: Random): unknown {
  const set = { set: false, is_local: true, origin: { type: random.pick(["local", "global"]) } };
  return {
    translate: truth(random) ? { property: point(random), ...set } : null,
    rotate_rpy: truth(random) ? { property: point(random), ...set } : null,
    rotate_angle_axis: truth(random) ? { property: { ...point(random), w: length(random) }, ...set } : null,
    scale: truth(random) ? { property: point(random), ...set } : null,
  };
}

type Maker = (random: Random, made: Names) => Omit<Command, "type">;

/** How the fields of each command are filled. */
const makers: Readonly<Record<string, Maker>> = {
  make_plane: (r) => ({ origin: point(r), x_axis: point(r), y_axis: point(r), size: 10 }),
  enable_sketch_mode: (r, made) => ({ entity_id: anyOf(r, made) }),
  start_path: () => ({}),
  move_path_pen: (r, made) => ({ path: sketchOf(r, made), to: flat(r) }),
  extend_path: (r, made) => ({ path: sketchOf(r, made), segment: segment(r) }),
  close_path: (r, made) => ({ path_id: sketchOf(r, made) }),
  solid2d_add_hole: (r, made) => ({ object_id: sketchOf(r, made), hole_id: sketchOf(r, made) }),
  create_region: (r, made) => ({
    object_id: sketchOf(r, made),
    segment: edgeOf(r, made),
    intersection_segment: edgeOf(r, made),
    intersection_index: r.below(4) - 1,
    curve_clockwise: truth(r),
    version: r.pick([null, 1]),
  }),
  create_region_from_query_point: (r, made) => ({ object_id: sketchOf(r, made), query_point: flat(r) }),
  extrude: (r, made) => ({
    ...extrude(sketchOf(r, made), length(r)),
    opposite: opposite(r, length(r)),
    body_type: bodyType(r),
    ...(r.chance(0.2) ? { draft_angle: angle(r) } : {}),
    ...(r.chance(0.2) ? { direction: { axis: { direction: point(r) } } } : {}),
  }),
  twist_extrude: (r, made) => ({
    target: sketchOf(r, made),
    distance: length(r),
    center_2d: flat(r),
    total_rotation_angle: angle(r),
    angle_step_size: angle(r),
    tolerance: 0.01,
    body_type: bodyType(r),
  }),
  revolve: (r, made) => ({
    target: sketchOf(r, made),
    origin: point(r),
    axis: point(r),
    axis_is_2d: truth(r),
    angle: angle(r),
    opposite: opposite(r, angle(r)),
    body_type: bodyType(r),
  }),
  revolve_about_edge: (r, made) => ({
    target: sketchOf(r, made),
    edge_id: edgeOf(r, made),
    angle: angle(r),
    opposite: opposite(r, angle(r)),
  }),
  sweep: (r, made) => ({
    target: sketchOf(r, made),
    trajectory: r.pick([path, path, ...made]),
    relative_to: r.pick(["sketch_plane", "trajectory"]),
    body_type: bodyType(r),
  }),
  loft: (r, made) => ({ section_ids: listOf(r, () => sketchOf(r, made)), body_type: bodyType(r) }),
  boolean_union: (r, made) => ({ solid_ids: listOf(r, () => bodyOf(r, made)) }),
  boolean_intersection: (r, made) => ({ solid_ids: listOf(r, () => bodyOf(r, made)) }),
  boolean_subtract: (r, made) => ({
    target_ids: listOf(r, () => bodyOf(r, made)),
    tool_ids: listOf(r, () => bodyOf(r, made)),
  }),
  boolean_imprint: (r, made) => ({
    body_ids: listOf(r, () => bodyOf(r, made)),
    tool_ids: listOf(r, () => bodyOf(r, made)),
    separate_bodies: truth(r),
    keep_tools: truth(r),
  }),
  solid3d_fillet_edge: (r, made) => ({
    object_id: bodyOf(r, made),
    edge_ids: listOf(r, () => edgeOf(r, made)),
    radius: length(r),
    cut_type: r.pick(["fillet", "chamfer"]),
  }),
  solid3d_shell_face: (r, made) => ({
    object_id: bodyOf(r, made),
    face_ids: listOf(r, () => anyOf(r, made)),
    shell_thickness: length(r),
    hollow: truth(r),
  }),
  set_object_transform: (r, made) => ({ object_id: anyOf(r, made), transforms: [transform(r)] }),
  entity_clone: (r, made) => ({ entity_id: anyOf(r, made) }),
  entity_linear_pattern: (r, made) => ({
    entity_id: anyOf(r, made),
    axis: point(r),
    num_repetitions: count(r),
    spacing: length(r),
  }),
  entity_circular_pattern: (r, made) => ({
    entity_id: anyOf(r, made),
    axis: point(r),
    center: point(r),
    num_repetitions: count(r),
    arc_degrees: length(r) * 30,
    rotate_duplicates: truth(r),
  }),
  entity_mirror: (r, made) => ({ ids: listOf(r, () => anyOf(r, made)), axis: point(r), point: point(r) }),
  entity_mirror_across_edge: (r, made) => ({ ids: listOf(r, () => anyOf(r, made)), edge_id: edgeOf(r, made) }),
  entity_make_helix_from_params: (r) => ({
    radius: length(r),
    length: length(r),
    revolutions: length(r),
    start_angle: angle(r),
    is_clockwise: truth(r),
    center: point(r),
    axis: point(r),
  }),
  entity_make_helix: (r, made) => ({
    cylinder_id: bodyOf(r, made),
    revolutions: length(r),
    start_angle: angle(r),
    is_clockwise: truth(r),
    length: r.pick([null, length(r)]),
  }),
  entity_delete_children: (r, made) => ({
    entity_id: bodyOf(r, made),
    child_entity_ids: listOf(r, () => anyOf(r, made)),
  }),
  solid3d_multi_join: (r, made) => ({ object_ids: listOf(r, () => bodyOf(r, made)) }),
  solid3d_join: (r, made) => ({ object_id: bodyOf(r, made) }),
  solid3d_get_extrusion_face_info: (r, made) => ({ object_id: bodyOf(r, made), edge_id: edgeOf(r, made) }),
  solid3d_get_adjacency_info: (r, made) => ({ object_id: bodyOf(r, made), edge_id: edgeOf(r, made) }),
  solid3d_get_face_uuid: (r, made) => ({ object_id: bodyOf(r, made), face_index: r.below(8) }),
  solid3d_get_edge_uuid: (r, made) => ({ object_id: bodyOf(r, made), edge_index: r.below(16) }),
  closest_edge: (r, made) => ({ object_id: r.pick([null, bodyOf(r, made)]), closest_to: point(r) }),
  entity_get_all_child_uuids: (r, made) => ({ entity_id: anyOf(r, made) }),
  entity_get_parent_id: (r, made) => ({ entity_id: anyOf(r, made) }),
  remove_scene_objects: (r, made) => ({ object_ids: [anyOf(r, made)] }),
  scene_clear_all: () => ({}),
};

const types = Object.keys(makers).filter((type) => type !== "scene_clear_all");

/** Up to eight commands to send after the prelude. What earlier ones made is used by later ones. */
export function commandsOf(random: Random): readonly Sent[] {
  const made: string[] = [];
  return Array.from({ length: 1 + random.below(8) }, (_, i) => {
    const type = random.chance(0.005) ? "scene_clear_all" : random.pick(types);
    const command: Command = { ...makers[type]?.(random, made), type };
    const id = uuid(0x10000 + i);
    made.push(id);
    return { id, command };
  });
}
