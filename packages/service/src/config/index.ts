/** config: flags, environment and a file in; one checked configuration out. Order: settings (the table) -> load; document. */
export { ConfigError, loadConfig } from "./load.js";
export { type Config, type SettingName, settings } from "./settings.js";
