import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { reading, rootOf } from "./editor";

interface Props {
  readonly text: string;
  readonly label: string;
}

/** A program to read. */
export function CodeView({ text, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const root = rootOf(host.current);
    const view = new EditorView({ doc: text, extensions: reading(label), root, parent: root });
    return () => view.destroy();
  }, [text, label]);
  return <div className="code" ref={host} />;
}
