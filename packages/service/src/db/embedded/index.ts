/**
 * embedded: a PostgreSQL server from npm's binaries. In: a data folder. Out: a URL.
 * Order: account (who it runs as) -> binaries -> cluster (its files) -> server (its process) -> roles (who may do what on it).
 */
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./server.js";
