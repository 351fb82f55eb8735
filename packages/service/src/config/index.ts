/** config: flags, environment and a file in; one checked configuration out. Order: settings (the table) -> load; document. */
export { configurationDocument } from "./document.js";
export { ConfigError, type ConfigSources, loadConfig } from "./load.js";
export { type Config, type Setting, type SettingName, settings } from "./settings.js";
