/** docs/settings.md, made from the table so that it cannot differ from the program. */
import { formatSetting } from "./definition.ts";
import { environmentName, SETTING_KEYS, SETTINGS, settingName } from "./table.ts";

const HEAD = `# Settings

Every setting can be given in four places; the first that has it wins:

1. a flag of the command: \`--port 9000\` or \`--port=9000\`; switches as \`--accounts\` and \`--no-accounts\`;
2. an environment variable: \`QUAKEWRIGHT_PORT=9000\` (an empty one counts as not given);
3. \`quakewright.toml\` in the working folder, or the file named by \`--config FILE\` or \`QUAKEWRIGHT_CONFIG\`: \`port = 9000\`;
4. the default.

An unknown key is an error that names the nearest known one. Lists are arrays in the file and separated by commas
elsewhere. Sizes are numbers of bytes, or as in \`500 MB\` and \`2 GB\` (powers of 1024). \`quakewright info\` shows what is in effect
and where it came from.

This page is written by \`bun scripts/settings-page.ts\` from \`src/settings/table.ts\`.

| setting | environment | default | meaning |
|---|---|---|---|
`;

const TAIL = `
## A settings file

\`\`\`toml
# quakewright.toml
host = "0.0.0.0"
accounts = true
data = "/srv/quakewright"
concurrent = 2
allow-origin = ["https://maps.example.org"]
trust-proxy = ["10.0.0.0/8"]
keep-days-failed = 14
quota-size = "50 GB"
\`\`\`

Variables that are no settings: \`QUAKEWRIGHT_CONFIG\` (the settings file), \`QUAKEWRIGHT_PASSWORD\` (read by \`user add\` and
\`user passwd\` in place of asking), \`QUAKEWRIGHT_ORACLE\` (folder of a Python environment with the OpenQuake Engine, used by
benchmarks and tests).
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const rows = SETTING_KEYS.map((key) => {
    const definition = SETTINGS[key];
    const choices = definition.kind === "choice" ? ` One of ${definition.choices.join(", ")}.` : "";
    const value = formatSetting(definition, definition.default);
    return `| \`${settingName(key)}\` | \`${environmentName(key)}\` | ${value} | ${definition.text}${choices} |`;
  });
  return `${HEAD}${rows.join("\n")}\n${TAIL}`;
}
