/**
 * embedded: a PostgreSQL server from npm's binaries. In: a data folder. Out: a URL.
 * Order: account (who it runs as) -> binaries -> cluster (its files) -> server (its process).
 */
export { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from "./server.js";
