/** ports: how the routes reach the rest of the service. */
export { createActions } from "./actions.js";
export { createBytes } from "./bytes.js";
export { createChanges } from "./changes.js";
export { createModels } from "./models.js";
export { createPrograms } from "./programs.js";
