/** Where a program says its own names: read off the official parser's tree, never off its text. */

/** A name in a program, as offsets into its UTF-8 bytes. */
interface Occurrence {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export interface ProgramNames {
  /** Names of its own that may be changed, in the order of their declaration: parameters, sketches, segments, tags, bodies, functions. */
  readonly own: readonly string[];
  /** Every place where a name stands that is no label of an argument and no key of an object, in order. */
  readonly occurrences: readonly Occurrence[];
  /** Every word that the program uses as a name, labels and keys among them. */
  readonly words: ReadonlySet<string>;
  /** Where the statement of each name that is declared at the top begins. */
  readonly statements: ReadonlyMap<string, number>;
}

/** Members that segments, regions and bodies have of themselves: a segment of that name cannot be told from them. */
const members: ReadonlySet<string> = new Set(["start", "end", "center", "tags", "radius", "sketch", "x", "y", "z"]);

/** The names of a parsed program (`KclTools.parse`). */
export function namesOf(ast: unknown): ProgramNames {
  const found = new Map<number, Occurrence>();
  const declared = new Set<string>();
  const fixed = new Set<string>(members);
  const words = new Set<string>();
  walk(ast, {
    name({ name, start, end }) {
      words.add(name);
      found.set(start, { name, start, end });
    },
    declared: (name) => void declared.add(name),
    parameter: (name) => void fixed.add(name),
    label: (name) => void words.add(name),
  });
  return {
    own: [...declared].filter((name) => !fixed.has(name)),
    occurrences: [...found.values()].sort((a, b) => a.start - b.start),
    words,
    statements: new Map(topStatements(ast)),
  };
}

interface Visitor {
  name(occurrence: Occurrence): void;
  declared(name: string): void;
  parameter(name: string): void;
  label(name: string): void;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** The identifier that a node is; undefined for other nodes. */
function identifier(node: unknown): Occurrence | undefined {
  if (!isTree(node) || node.type !== "Identifier") return undefined;
  const { name, start, end } = node;
  return typeof name === "string" && typeof start === "number" && typeof end === "number"
    ? { name, start, end }
    : undefined;
}

/** Children that hold labels or words of modules instead of names of the program. */
const labelKeys: ReadonlySet<string> = new Set(["label", "key", "path"]);

function walk(node: unknown, visitor: Visitor): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visitor);
    return;
  }
  if (!isTree(node)) return;
  const own = identifier(node);
  if (own) {
    visitor.name(own);
    return;
  }
  if (node.type === "VariableDeclarator") {
    const id = identifier(node.id);
    if (id) visitor.declared(id.name);
  }
  if (node.type === "Parameter") {
    const id = identifier(node.identifier);
    if (id) visitor.parameter(id.name);
  }
  if (node.type === "TagDeclarator" && typeof node.value === "string" && typeof node.start === "number") {
    // After the $.
    const start = node.start + 1;
    visitor.declared(node.value);
    visitor.name({ name: node.value, start, end: start + Buffer.byteLength(node.value) });
    return;
  }
  for (const [key, child] of Object.entries(node)) {
    if (!labelKeys.has(key)) walk(child, visitor);
    else labels(child, visitor);
  }
}

function labels(node: unknown, visitor: Visitor): void {
  for (const one of Array.isArray(node) ? node : [node]) {
    const label = identifier(one);
    if (label) visitor.label(label.name);
  }
}

function topStatements(ast: unknown): (readonly [string, number])[] {
  const body = isTree(ast) && Array.isArray(ast.body) ? ast.body : [];
  return body.flatMap((statement: unknown) => {
    if (!isTree(statement) || statement.type !== "VariableDeclaration" || !isTree(statement.declaration)) return [];
    const id = identifier(statement.declaration.id);
    return id && typeof statement.start === "number" ? [[id.name, statement.start] as const] : [];
  });
}
