// A KCL program as its top-level statements: which names each defines and uses, and where it stands.

export interface Statement {
  /** What it defines; undefined for a call or the settings. */
  readonly name?: string;
  /** Without comments and strings. */
  readonly text: string;
  /** 1-based, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** Top-level names in it. */
  readonly uses: ReadonlySet<string>;
}

/** The top-level statements of a program that the official formatter has laid out: each begins in the first column. */
export function statementsOf(program: string): readonly Statement[] {
  const blocks: { lines: string[]; first: number }[] = [];
  program.split("\n").forEach((line, i) => {
    const text = line.replace(/"[^"]*"/g, '""').replace(/\/\/.*$/, "");
    if (text.trim() === "") return;
    const goesOn = /^[\s)\]}|]/.test(text);
    const open = blocks.at(-1);
    if (goesOn && open)
      open.lines.push(...Array.from({ length: i + 1 - open.first - open.lines.length }, () => ""), text);
    else blocks.push({ lines: [text], first: i + 1 });
  });
  const named = blocks.map(({ lines, first }) => {
    const text = lines.join("\n");
    return {
      text,
      first,
      last: first + lines.length - 1,
      name: /^(?:fn )?([A-Za-z_]\w*)\s*(?:=(?!=)|\()/.exec(text)?.[1],
    };
  });
  const defined = new Set(named.flatMap(({ name, text }) => (name !== undefined && isDefinition(text) ? [name] : [])));
  return named.map(({ name, text, first, last }) => {
    const defines = name !== undefined && defined.has(name) && isDefinition(text);
    const words = wordsIn(text).filter((word) => defined.has(word) && !(defines && word === name));
    return { ...(defines && { name }), text, first, last, uses: new Set(words) };
  });
}

const isDefinition = (text: string): boolean => /^(?:fn \w+\s*\(|\w+\s*=(?!=))/.test(text);

/** Names of variables in a text: neither labels of arguments nor members of something else. */
const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w.$])[A-Za-z_]\w*(?!\w)(?!\s*=(?!=)\s*\S)/g)].map(([word]) => word);

/** The names that depend on `name`, itself among them. */
export function dependents(statements: readonly Statement[], name: string): ReadonlySet<string> {
  const found = new Set([name]);
  // A name is defined before it is used, so that one walk meets everything.
  for (const { name: defines, uses } of statements)
    if (defines !== undefined && [...uses].some((use) => found.has(use))) found.add(defines);
  return found;
}

/** The names that `name` depends on, itself among them. */
export function sources(statements: readonly Statement[], name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const statement of [...statements].reverse())
    if (statement.name !== undefined && found.has(statement.name)) for (const use of statement.uses) found.add(use);
  return found;
}
