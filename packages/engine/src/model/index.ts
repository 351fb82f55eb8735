/**
 * model: what is there while a program runs, by the interpreter's ids.
 *
 * In: shapes and histories of the kernel. Out: bodies whose faces and edges keep their names through every operation.
 * `scene` holds everything; `names` carries names by history, with `adjacency` where a history is silent; `bodies` makes, moves
 * and replaces bodies; `find` and `directions` look up what a command refers to; `targets`, `sweepPlacement` and `rigidSweep`
 * prepare what is swept; `faceFrame` gives sketches on faces their coordinates; `host` merges them into their body.
 */
export { addBody, copied, movedBody, replaceBody } from "./bodies.js";
export { faceFrame } from "./faceFrame.js";
export { type Body, emptyScene, type Scene } from "./scene.js";
