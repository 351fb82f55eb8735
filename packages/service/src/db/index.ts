/**
 * db: PostgreSQL, ours or anybody's. In: a URL or a data folder. Out: typed tables, brought to this version.
 * Order: embedded/ (a server of our own) -> database (the pool) -> migrate (migrations/) -> tables, ids, storable.
 */

export { createDatabase, type Database } from "./database.js";
export { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded/index.js";
export { newId } from "./ids.js";
export { runMigrations } from "./migrate.js";
export { prepared } from "./prepared.js";
export { writeOrPlainer } from "./storable.js";
export * from "./tables.js";
