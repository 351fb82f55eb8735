/**
 * protocol: Zoo's modeling protocol as the interpreter speaks it in process.
 *
 * In: JSON texts of single commands and batches. Out: MessagePack replies, or a JSON text of errors as a rejection.
 * `session` takes messages apart and runs them in order; `reply` packs answers; `uuid` and `fields` read and write the values.
 */
export { packBatchReply, packReply } from "./reply.js";
