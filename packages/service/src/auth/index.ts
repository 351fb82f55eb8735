/**
 * auth: organisations, their users and service accounts, and the tokens that those carry.
 * In: a header or a name. Out: a caller with an organisation and a role. Order: tokenFormat -> organizations -> authenticate, liveTokens.
 */
export { authenticate, bearerOf, type Caller } from "./authenticate.js";
export { liveTokens } from "./liveTokens.js";
export * from "./organizations.js";
export { createToken, hashOfToken, hintOfToken, isToken } from "./tokenFormat.js";
