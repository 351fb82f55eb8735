import { settings } from "./settings.js";

/** docs/configuration.md: one line a setting. */
export function configurationDocument(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const flag = "flag" in setting ? `\`--${setting.flag}\`` : "";
    return `| \`${name}\` | \`${setting.env}\` | ${flag} | ${setting.about} | ${fallbackOf(name, setting.fallback)} |`;
  });
  return `# Configuration

A flag counts before the environment, the environment before the file, the file before the default. The file is \`unbake.toml\` in the
data folder, or what \`UNBAKE_CONFIG\` names: one line \`name = value\` a setting. Credentials for AWS come from its usual variables and
files. Secrets may be in a file of their own, of the same form, that \`--secret-file\` names: it counts before \`unbake.toml\` and holds nothing else. A
password in an argument is seen by everybody on the machine; the command warns of it.

| in the file | environment | flag | what for | by default |
|---|---|---|---|---|
${rows.join("\n")}

This file is written from \`packages/service/src/config/settings.ts\`; a test compares them (\`UPDATE_DOCS=1\` writes it).
`;
}

/** Some defaults are of the machine. */
const machine: Readonly<Record<string, string>> = {
  data: "`~/.unbake`",
  jobs: "one less than the processors",
  log_format: "",
};

function fallbackOf(name: string, fallback: unknown): string {
  return machine[name] ?? (fallback === undefined ? "" : `\`${fallback}\``);
}
