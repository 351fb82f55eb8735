/** How commands are handled: one function a command type, over the scene. */
import type { ModelingCmd } from "@kittycad/lib";
import type { Scene } from "../model/scene.js";
import type { Reply } from "../protocol/reply.js";
import type { Uuid } from "../protocol/uuid.js";

export type CommandOf<T extends ModelingCmd["type"]> = Extract<ModelingCmd, { type: T }>;

/** Handlers by command type. `id` is the command's own id, which names what it makes. */
export type Handlers = {
  readonly [T in ModelingCmd["type"]]?: (scene: Scene, command: CommandOf<T>, id: Uuid) => Reply;
};
