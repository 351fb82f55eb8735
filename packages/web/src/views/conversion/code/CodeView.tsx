import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { reading, rootOf } from "./editor";
import { lightLines, litLines, showLine } from "./litLine";

interface Props {
  readonly text: string;
  readonly label: string;
  /** The line that is pointed at elsewhere, from 1. */
  readonly litLine: number | undefined;
  readonly onLine: (line: number | undefined) => void;
}

/** A program to read; the line under the pointer or the cursor says what it is. */
export function CodeView({ text, label, litLine, onLine }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const tell = useRef(onLine);
  tell.current = onLine;
  useEffect(() => {
    if (!host.current) return;
    const root = rootOf(host.current);
    const lineAt = (shown: EditorView, place: number) => tell.current(shown.state.doc.lineAt(place).number);
    const pointing = EditorView.domEventHandlers({
      mousemove: (event, shown) => {
        const place = shown.posAtCoords({ x: event.clientX, y: event.clientY });
        if (place !== null) lineAt(shown, place);
      },
      mouseleave: () => tell.current(undefined),
    });
    const made = new EditorView({ doc: text, extensions: [reading(label), litLines, pointing], root, parent: root });
    view.current = made;
    return () => made.destroy();
  }, [text, label]);
  useEffect(() => {
    if (!view.current) return;
    view.current.dispatch({ effects: lightLines.of(litLine === undefined ? [] : [litLine]) });
    if (litLine !== undefined) showLine(view.current, litLine);
  }, [litLine]);
  return <div className="code" ref={host} />;
}
