/** What every editor of the page has. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { kclColours, kclLanguage } from "./kcl";

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--code-bg)", fontSize: "13px", maxHeight: "560px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-gutters": { backgroundColor: "var(--code-bg)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-marked": { backgroundColor: "var(--mark)" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--text)" },
});

/**
 * Text that replaces a selection goes to the editor's state at once. Left to itself, Chromium keeps the look of what was selected by
 * inline styles, which the content security policy refuses with an error.
 */
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const isPlain = event.inputType === "insertText" && event.data !== null && !event.isComposing;
    if (!isPlain || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data ?? ""), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

/** To write in; Tab leaves the editor, as everywhere on the page. */
export function writing(label: string): Extension {
  return [
    lineNumbers(),
    history(),
    replacing,
    search({ top: true }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    kclLanguage,
    kclColours,
    look,
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    EditorView.lineWrapping,
  ];
}

/** To read, with search by Ctrl F, selectable by keyboard. */
export function reading(label: string): Extension {
  return [
    lineNumbers(),
    search({ top: true }),
    keymap.of(searchKeymap),
    kclLanguage,
    kclColours,
    look,
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({
      "aria-label": label,
      tabindex: "0",
      role: "textbox",
      "aria-readonly": "true",
      "aria-multiline": "true",
    }),
    EditorView.lineWrapping,
  ];
}

/**
 * A place for an editor, inside a shadow root: there its styles are adopted sheets, which the content security policy allows; in the document
 * they would be a <style> element, which it refuses.
 */
export function rootOf(host: HTMLElement): ShadowRoot {
  return host.shadowRoot ?? host.attachShadow({ mode: "open" });
}
