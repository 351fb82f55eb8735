/** A program of ours as its top-level statements: which names each defines and uses, and where it stands. */
import { at } from "@unbake/ground";

export interface Statement {
  /** What it defines; absent for a call or the settings. */
  readonly name?: string;
  /** Without comments and strings. */
  readonly text: string;
  /** 1-based, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** Top-level names in it. */
  readonly uses: ReadonlySet<string>;
}

/** The top-level statements of a program that the official formatter leaves unchanged: each begins in the first column. */
export function statementsOf(program: string): readonly Statement[] {
  const blocks: { lines: string[]; first: number }[] = [];
  program.split("\n").forEach((line, i) => {
    const text = line.replace(/"[^"]*"/g, '""').replace(/\/\/.*$/, "");
    if (text.trim() === "") return;
    const open = blocks.at(-1);
    if (/^[\s)\]}|]/.test(text) && open) {
      // Lines of comments in between were left out: numbers go by the program.
      while (open.first + open.lines.length < i + 1) open.lines.push("");
      open.lines.push(text);
    } else blocks.push({ lines: [text], first: i + 1 });
  });
  const plain = blocks.map(({ lines, first }) => {
    const text = lines.join("\n");
    return { text, first, last: first + lines.length - 1, name: definedBy(text) };
  });
  const defined = new Set(plain.flatMap(({ name }) => (name === undefined ? [] : [name])));
  return plain.map(({ name, text, first, last }) => {
    const uses = new Set(wordsIn(text).filter((word) => defined.has(word) && word !== name));
    return { ...(name !== undefined && { name }), text, first, last, uses };
  });
}

const definedBy = (text: string): string | undefined =>
  /^(?:fn (\w+)\s*\(|(\w+)\s*=(?!=))/
    .exec(text)
    ?.slice(1)
    .find((name) => name !== undefined);

/** Names of variables in a text: neither labels of arguments nor members of something else. */
const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w.$])[A-Za-z_]\w*(?!\w)(?!\s*=(?!=)\s*\S)/g)].map((match) => at(match, 0));

/** The names that depend on `name`, itself among them: a name is defined before it is used, so that one walk meets everything. */
export function dependents(statements: readonly Statement[], name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const { name: defines, uses } of statements)
    if (defines !== undefined && [...uses].some((use) => found.has(use))) found.add(defines);
  return found;
}

/** The names that `name` depends on, itself among them. */
export function sources(statements: readonly Statement[], name: string): ReadonlySet<string> {
  const found = new Set([name]);
  for (const { name: defines, uses } of [...statements].reverse())
    if (defines !== undefined && found.has(defines)) for (const use of uses) found.add(use);
  return found;
}
