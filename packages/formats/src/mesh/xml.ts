/** The tags of an XML text with their namespaces, as far as 3MF needs them: no document types, so no entities of the file's own. */
import { UnbakeError } from "@unbake/ground";

export interface XmlTag {
  /** Without its prefix. */
  readonly name: string;
  /** The namespace of the element; "" where it is in none. */
  readonly space: string;
  readonly kind: "open" | "close" | "empty";
  /** The value of an attribute in no namespace, or in `space`. */
  attribute(name: string, space?: string): string | undefined;
  /** The namespace that a prefix stands for here. */
  namespaceOf(prefix: string): string | undefined;
}

type Scope = ReadonlyMap<string, string>;

/** A tag longer than this is an attack. */
const mostTagLength = 64 * 1024;
/** Elements inside each other: packages have about 10. */
const mostLevels = 256;
const wholeTag = /<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>/y;
const attributePattern = /\s+([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

/** The text of an XML file in UTF-8, or in UTF-16 with its mark. */
export function xmlText(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}

/** Each tag in turn; text between them is passed over. @throws syntax, truncated. */
export function* xmlTags(text: string): Generator<XmlTag> {
  const open: { readonly full: string; readonly scope: Scope }[] = [];
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    if (text.startsWith("<!--", at)) {
      at = after(text, "-->", at);
    } else if (text.startsWith("<![CDATA[", at)) {
      at = after(text, "]]>", at);
    } else if (text.startsWith("<?", at)) {
      at = after(text, "?>", at);
    } else if (text.startsWith("<!", at)) {
      throw new UnbakeError("syntax", "a document type in its XML");
    } else {
      wholeTag.lastIndex = at;
      const whole = wholeTag.exec(text)?.[0];
      if (whole === undefined) throw new UnbakeError("truncated", "its XML ends within a tag");
      if (whole.length > mostTagLength) throw new UnbakeError("syntax", "a tag of its XML is longer than a tag can be");
      yield nextTag(whole.slice(1, -1), open);
      at += whole.length;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw new UnbakeError("truncated", `its XML ends within <${unclosed.full.slice(0, 40)}>`);
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  if (end < 0) throw new UnbakeError("truncated", `its XML ends before "${mark}"`);
  return end + mark.length;
}

/** Keeps the list of open elements. */
function nextTag(inside: string, open: { readonly full: string; readonly scope: Scope }[]): XmlTag {
  if (inside.startsWith("/")) {
    const full = inside.slice(1).trim();
    const opened = open.pop();
    if (opened?.full !== full) {
      throw new UnbakeError(
        "syntax",
        `</${full.slice(0, 40)}> of its XML, where <${opened?.full.slice(0, 40)}> is open`,
      );
    }
    return tagOf(full, new Map(), opened.scope, "close");
  }
  const kind = inside.endsWith("/") ? "empty" : "open";
  const [full = ""] = /^[^\s/]+/.exec(inside) ?? [];
  const attributes = attributesOf(inside, full.length);
  const scope = scopeOf(attributes, open.at(-1)?.scope ?? new Map());
  if (kind === "open") open.push({ full, scope });
  if (open.length > mostLevels)
    throw new UnbakeError("syntax", `more than ${mostLevels} elements of its XML inside each other`);
  return tagOf(full, attributes, scope, kind);
}

function attributesOf(inside: string, from: number): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  attributePattern.lastIndex = from;
  let end = from;
  for (let found = attributePattern.exec(inside); found; found = attributePattern.exec(inside)) {
    const [, name = "", double, single] = found;
    if (attributes.has(name))
      throw new UnbakeError("syntax", `the attribute ${name.slice(0, 40)} of its XML, twice in one tag`);
    attributes.set(name, decoded(double ?? single ?? ""));
    end = attributePattern.lastIndex;
  }
  const rest = inside.slice(end);
  if (!/^\s*\/?$/.test(rest)) throw new UnbakeError("syntax", `"${rest.trim().slice(0, 40)}" in a tag of its XML`);
  return attributes;
}

const characters: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function decoded(value: string): string {
  if (!value.includes("&")) return value;
  return value.replace(/&([^;&]*);?/g, (reference, name: string) => {
    const code = /^#x[0-9a-f]+$/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : /^#\d+$/.test(name)
        ? Number(name.slice(1))
        : undefined;
    const character =
      characters[name] ?? (code !== undefined && code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
    if (character === undefined || !reference.endsWith(";")) {
      throw new UnbakeError("syntax", `"${reference.slice(0, 40)}" in its XML`);
    }
    return character;
  });
}

function scopeOf(attributes: ReadonlyMap<string, string>, outer: Scope): Scope {
  let scope: Map<string, string> | undefined;
  for (const [name, value] of attributes) {
    if (name !== "xmlns" && !name.startsWith("xmlns:")) continue;
    scope ??= new Map(outer);
    scope.set(name.slice("xmlns:".length), value);
  }
  return scope ?? outer;
}

function tagOf(full: string, attributes: ReadonlyMap<string, string>, scope: Scope, kind: XmlTag["kind"]): XmlTag {
  const colon = full.indexOf(":");
  const prefix = colon < 0 ? "" : full.slice(0, colon);
  return {
    name: full.slice(colon + 1),
    // A prefix that is not declared is at least none of the namespaces that are read.
    space: scope.get(prefix) ?? (prefix === "" ? "" : `undeclared:${prefix}`),
    kind,
    attribute(name, space = "") {
      if (space === "") return attributes.get(name);
      for (const [key, value] of attributes) {
        const at = key.indexOf(":");
        if (at > 0 && key.slice(at + 1) === name && scope.get(key.slice(0, at)) === space) return value;
      }
      return undefined;
    },
    namespaceOf: (name) => scope.get(name),
  };
}
