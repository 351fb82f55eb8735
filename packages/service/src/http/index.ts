/**
 * http: the API. In: requests. Out: answers that are the contract's, key for key.
 * Order: app (validation, errors, ids of requests) -> access (token and role) -> routes (one file a subject; x/ holds our own) -> lookup and
 * lists (rows of the caller's organisation) -> views, details (bodies); ports/ reach what changes things. schemas/ say what may pass,
 * contract/ is Zoo's document that the tests compare with, static/ the plain page.
 */
export type { ApiContext, ApiSetting } from "./context.js";
export { ApiError, type ApiErrorCode, apiErrorTable } from "./errors.js";
export { createServer } from "./server.js";
