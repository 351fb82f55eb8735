/** All commands that the engine knows. A command is looked up here by its type; anything else is an error that names it. */
import { UnbakeError } from "@unbake/ground";
import type { Scene } from "../model/scene.js";
import { checkNumbers } from "../protocol/limits.js";
import type { Reply } from "../protocol/reply.js";
import type { Command } from "../protocol/session.js";
import type { Uuid } from "../protocol/uuid.js";
import { blendHandlers } from "./blend.js";
import { booleanHandlers } from "./booleans.js";
import { displayHandlers } from "./display.js";
import { edgeCutHandlers } from "./edgeCuts.js";
import { extrudeHandlers } from "./extrude.js";
import { importHandlers } from "./imports.js";
import { mirrorHandlers } from "./mirror.js";
import { patternHandlers } from "./patterns.js";
import { queryHandlers } from "./queries.js";
import { revolveHandlers } from "./revolve.js";
import { sketchHandlers } from "./sketch.js";
import { surfaceHandlers } from "./surfaces.js";
import { sweepLoftHandlers } from "./sweepLoft.js";
import type { Handlers } from "./table.js";
import { transformHandlers } from "./transform.js";

const handlers: Handlers = {
  ...sketchHandlers,
  ...extrudeHandlers,
  ...revolveHandlers,
  ...sweepLoftHandlers,
  ...booleanHandlers,
  ...blendHandlers,
  ...surfaceHandlers,
  ...edgeCutHandlers,
  ...transformHandlers,
  ...patternHandlers,
  ...mirrorHandlers,
  ...queryHandlers,
  ...importHandlers,
  ...displayHandlers,
};

type AnyHandler = (scene: Scene, command: Command, id: Uuid) => Reply;

const byType = new Map(Object.entries(handlers) as unknown as [string, AnyHandler][]);

/** Executes one command on the scene. Throws kcl_execution for numbers out of all bounds, UnbakeError("unsupported_command") for one that is not known. */
export function runCommand(scene: Scene, command: Command, id: Uuid): Reply {
  const handler = byType.get(command.type);
  if (!handler) throw new UnbakeError("unsupported_command", command.type);
  checkNumbers(command);
  return handler(scene, command, id);
}
