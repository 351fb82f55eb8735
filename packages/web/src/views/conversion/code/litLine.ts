/** Lines of an editor that are lit from outside. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Numbers of the lines from 1. */
export const lightLines = StateEffect.define<readonly number[]>();

const mark = Decoration.line({ class: "cm-marked" });

export const litLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { effects, changes, state }) {
    let lit = before.map(changes);
    for (const effect of effects)
      if (effect.is(lightLines)) {
        const there = effect.value.filter((number) => number >= 1 && number <= state.doc.lines);
        const sorted = [...new Set(there)].sort((a, b) => a - b);
        lit = Decoration.set(sorted.map((number) => mark.range(state.doc.line(number).from)));
      }
    return lit;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Scrolls the editor, and nothing around it, to a line that is out of sight: only what is in sight is drawn. */
export function showLine(view: EditorView, line: number): void {
  const { doc } = view.state;
  if (line < 1 || line > doc.lines) return;
  view.requestMeasure({
    read: () => view.lineBlockAt(doc.line(line).from),
    write({ top, bottom }) {
      const { scrollTop, clientHeight } = view.scrollDOM;
      if (top < scrollTop || bottom > scrollTop + clientHeight)
        view.scrollDOM.scrollTop = (top + bottom - clientHeight) / 2;
    },
  });
}
