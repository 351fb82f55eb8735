/**
 * serve: the service as a whole. In: a configuration. Out: what listens, feeds and works.
 * Order: database, storage -> api -> service.
 */
export * from "./auth/index.js";
export { type Config, ConfigError, loadConfig, type SettingName, settings } from "./config/index.js";
export type { Role } from "./db/index.js";
export { type Logger, silentLogger } from "./log/index.js";
export { type Api, type ApiOptions, startApi } from "./serve/api.js";
export { type OpenDatabase, openDatabase } from "./serve/database.js";
export { loggerOf } from "./serve/logger.js";
export { type Service, type ServiceOptions, startService } from "./serve/service.js";
export { openStore, sourceOptions } from "./serve/storage.js";
