import { MergeView } from "@codemirror/merge";
import { useEffect, useRef } from "react";
import { reading, rootOf } from "./editor";

interface Props {
  readonly before: string;
  readonly after: string;
}

/** Two programs beside one another, with what differs. */
export function DiffView({ before, after }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const root = rootOf(host.current);
    const view = new MergeView({
      a: { doc: before, extensions: reading("Raw KCL") },
      b: { doc: after, extensions: reading("Salon KCL") },
      root,
      parent: root,
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
    });
    return () => view.destroy();
  }, [before, after]);
  return <div className="code" ref={host} />;
}
