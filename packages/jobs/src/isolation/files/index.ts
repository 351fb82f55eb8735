/**
 * files: a child reads nothing of the disk itself. In: grants of a job. Out: their bytes, through the parent.
 * Order: grants (what) -> client in the child asks, over frames -> broker in the parent answers.
 */
export { type Broker, startBroker } from "./broker.js";
export { FileRefused, type JobFiles, openJobFiles } from "./client.js";
export { filesFd } from "./frames.js";
export { type Grants, nothing } from "./grants.js";
