/** ports: how the routes reach the rest of the service. */
export { type ActionTools, createActions } from "./actions.js";
export { createBytes } from "./bytes.js";
export { type ChangeListener, createChanges } from "./changes.js";
export { createModels, type ModelTools } from "./models.js";
