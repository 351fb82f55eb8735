/** Colours for KCL. What is right and wrong in a program is for its official tools to say; this only tells words from numbers. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const keywords = /^(?:fn|return|if|else|import|export|from|as|var|let|const)\b/;
const constants = /^(?:true|false|nil|none|PI|E|TAU|XY|XZ|YZ|X|Y|Z|START|END)\b/;

export const kclLanguage = StreamLanguage.define<{ inComment: boolean }>({
  name: "kcl",
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment) {
      state.inComment = !stream.match(/^.*?\*\//);
      if (state.inComment) stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.inComment = true;
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:mm|cm|m|in|ft|yd|deg|rad|_)?\b/)) return "number";
    if (stream.match(/^@\w+/)) return "meta";
    if (stream.match(/^\$\w+/)) return "labelName";
    if (stream.match(keywords)) return "keyword";
    if (stream.match(constants)) return "atom";
    if (stream.match(/^\w+(?=\s*=(?!=))/)) return "propertyName";
    if (stream.match(/^\w+(?:::\w+)*(?=\()/)) return "variableName.function";
    if (stream.match(/^\w+/)) return "variableName";
    if (stream.match("|>")) return "operator";
    stream.next();
    return null;
  },
});

/** The colours are variables of the page's theme, so that dark and light need no second style. */
export const kclColours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: "var(--code-comment)" },
    { tag: [tags.string], color: "var(--code-string)" },
    { tag: [tags.number, tags.atom], color: "var(--code-number)" },
    { tag: [tags.keyword, tags.meta, tags.operator], color: "var(--code-keyword)" },
    { tag: tags.function(tags.variableName), color: "var(--code-function)" },
    { tag: [tags.propertyName, tags.labelName], color: "var(--code-name)" },
  ]),
);
