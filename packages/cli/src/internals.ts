/** What the benches and scripts of this repository use of cli, and no program outside of it. */
export { type Client, createClient, readList } from "./commands/client.js";
export { type LocalFile, localFiles } from "./commands/localFiles.js";
export { uploadFiles } from "./commands/upload.js";
export { writeOutputs } from "./convert/outputs.js";
export { processTerminal } from "./terminal/terminal.js";
