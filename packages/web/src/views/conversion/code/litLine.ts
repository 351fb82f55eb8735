/** One line of an editor that is lit from outside. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Number of the line from 1; undefined: none. */
export const lightLine = StateEffect.define<number | undefined>();

const mark = Decoration.line({ class: "cm-marked" });

export const litLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { effects, state }) {
    let lit = before;
    for (const effect of effects)
      if (effect.is(lightLine)) {
        const number = effect.value;
        const isThere = number !== undefined && number >= 1 && number <= state.doc.lines;
        lit = isThere ? Decoration.set(mark.range(state.doc.line(number).from)) : Decoration.none;
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
