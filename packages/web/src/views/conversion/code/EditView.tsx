import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { rootOf, writing } from "./editor";
import { lightLines, litLines } from "./litLine";

interface Props {
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
  /** Lines that something is said of, from 1. */
  readonly marked: readonly number[];
}

/** A program to write in. */
export function EditView({ text, label, onChange, marked }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const tell = useRef(onChange);
  tell.current = onChange;
  const given = useRef(text);
  given.current = text;
  const first = useRef(text);
  useEffect(() => {
    if (!host.current) return;
    const root = rootOf(host.current);
    const hear = EditorView.updateListener.of((update) => {
      // What came from outside is told to nobody.
      const typed = update.state.doc.toString();
      if (update.docChanged && typed !== given.current) tell.current(typed);
    });
    const made = new EditorView({
      doc: first.current,
      extensions: [writing(label), litLines, hear],
      root,
      parent: root,
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);
  useEffect(() => {
    // Changed from outside: a slider, the formatter.
    const shown = view.current;
    if (!shown || shown.state.doc.toString() === text) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } });
  }, [text]);
  const lines = marked.join();
  useEffect(() => {
    view.current?.dispatch({ effects: lightLines.of(lines === "" ? [] : lines.split(",").map(Number)) });
  }, [lines]);
  return <div className="code" ref={host} />;
}
