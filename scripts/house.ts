// npm run check:house: rules of the house that a compiler and a linter do not know, each printed with its count. Exit status 1 when one is broken.
// Beside it `biome check` refuses functions over 80 lines and circles, and `knip` unused exports and files.
import { circlesOf } from "./house/circles.js";
import { upwardImports } from "./house/folders.js";
import { bareTolerances, keptDefaults, undocumentedTolerances } from "./house/literals.js";
import { forbiddenImports } from "./house/packages.js";
import { readSources } from "./house/sources.js";

const mostDefaults = 60;

const sources = await readSources();
const defaults = keptDefaults(sources);
const rules: readonly { readonly what: string; readonly found: readonly string[]; readonly most: number }[] = [
  { what: "import circles between files", found: circlesOf(sources), most: 0 },
  { what: "forbidden imports", found: forbiddenImports(sources), most: 0 },
  { what: "imports of a later stage within recover", found: upwardImports(sources), most: 0 },
  { what: "bare tolerances", found: bareTolerances(sources), most: 0 },
  { what: "tolerances without unit and reason", found: undocumentedTolerances(sources), most: 0 },
  { what: "defaults of literals without a reason", found: defaults.withoutReason, most: 0 },
  { what: "defaults of literals with a reason", found: defaults.withReason, most: mostDefaults - 1 },
];

for (const { what, found, most } of rules) {
  const broken = found.length > most;
  console.log(`${broken ? "BROKEN " : ""}${found.length} ${what}${most > 0 ? ` (at most ${most})` : ""}`);
  if (broken) for (const place of found) console.log(`  ${place}`);
}
process.exitCode = rules.some(({ found, most }) => found.length > most) ? 1 : 0;
