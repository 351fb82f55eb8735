/** What the benches and scripts of this repository use of service, and no program outside of it. */
export { createDatabase, newId } from "./db/index.js";
export { createServer } from "./http/server.js";
export { silentLogger } from "./log/index.js";
export { listen, startRunner } from "./scheduling/index.js";
export { chunksOf } from "./search/chunks.js";
export { packVector } from "./search/vector.js";
export { blobKey, folderStore } from "./storage/index.js";
