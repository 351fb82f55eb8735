/** The tags of an XML text, as far as 3MF needs them: no document types, so no entities of the file's own. */
import { UnbakeError } from "../errors.js";

export interface XmlTag {
  /** Without its prefix. */
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
  /** The value of an attribute, by its name without prefix. */
  attribute(name: string): string | undefined;
}

/** A tag longer than this is an attack. */
const mostTagLength = 64 * 1024;

/** Each tag in turn; text between them is passed over. @throws syntax, truncated. */
export function* xmlTags(text: string): Generator<XmlTag> {
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
      const end = text.indexOf(">", at);
      if (end < 0) throw new UnbakeError("truncated", "its XML ends within a tag");
      if (end - at > mostTagLength) throw new UnbakeError("syntax", "a tag of its XML is longer than a tag can be");
      yield tagOf(text.slice(at + 1, end));
      at = end + 1;
    }
  }
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  if (end < 0) throw new UnbakeError("truncated", `its XML ends before "${mark}"`);
  return end + mark.length;
}

function tagOf(inside: string): XmlTag {
  const close = inside.startsWith("/");
  const empty = inside.endsWith("/");
  const [full = ""] = /^[^\s/]+/.exec(close ? inside.slice(1) : inside) ?? [];
  return {
    name: full.slice(full.indexOf(":") + 1),
    kind: close ? "close" : empty ? "empty" : "open",
    attribute(name) {
      const found = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside);
      const value = found?.[1] ?? found?.[2];
      return value
        ?.replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&apos;", "'")
        .replaceAll("&amp;", "&");
    },
  };
}
