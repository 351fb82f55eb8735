/** Commands about how the scene looks. Only what pictures need is kept: visibility and colours of bodies. */
import type { Scene } from "../model/scene.js";
import { empty, type Reply } from "../protocol/reply.js";
import type { Handlers } from "./table.js";

/** Of bodies that no colour was set for. */
const unpainted = [0.8, 0.8, 0.8] as const;

const noted = (): Reply => empty;
const named = (type: string) => (): Reply => ({ type, data: {} });

function clear(scene: Scene): Reply {
  scene.planes.clear();
  scene.paths.clear();
  scene.bodies.clear();
  scene.additions.clear();
  scene.opposites.clear();
  scene.madeAt.clear();
  scene.warnings.length = 0;
  scene.trajectories.clear();
  scene.curves.clear();
  scene.sketch = undefined;
  return empty;
}

export const displayHandlers: Handlers = {
  scene_clear_all: clear,
  plane_set_color: noted,
  object_bring_to_front: noted,
  edge_lines_visible: noted,
  set_grid_scale: noted,
  set_grid_auto_scale: noted,
  set_grid_reference_plane: noted,
  set_scene_units: noted,
  set_order_independent_transparency: noted,
  set_default_system_properties: noted,
  set_current_tool_properties: noted,
  set_background_color: noted,
  set_tool: noted,
  set_selection_type: noted,
  set_selection_filter: noted,
  make_axes_gizmo: noted,
  default_camera_look_at: noted,
  default_camera_set_orthographic: noted,
  default_camera_set_perspective: noted,
  default_camera_set_view: named("default_camera_set_view"),
  new_annotation: named("new_annotation"),
  update_annotation: noted,
  send_object: noted,
  entity_fade: noted,
  object_set_name: noted,
  object_visible(scene, command) {
    const body = scene.bodies.get(command.object_id);
    if (body) scene.bodies.set(body.id, { ...body, visible: !command.hidden });
    return empty;
  },
  object_set_material_params_pbr(scene, command) {
    const body = scene.bodies.get(command.object_id);
    const { r, g, b, a } = command.color;
    if (body) scene.bodies.set(body.id, { ...body, color: [r, g, b, a] });
    return empty;
  },
  entity_set_opacity(scene, command) {
    const body = scene.bodies.get(command.entity_id);
    if (!body) return empty;
    const { color: [r, g, b] = unpainted } = body;
    scene.bodies.set(body.id, { ...body, color: [r, g, b, command.opacity] });
    return empty;
  },
  remove_scene_objects(scene, command) {
    for (const id of command.object_ids) {
      scene.bodies.delete(id);
      scene.paths.delete(id);
      scene.trajectories.delete(id);
      scene.planes.delete(id);
    }
    return { type: "remove_scene_objects", data: {} };
  },
};
