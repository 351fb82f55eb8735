/** Keyboard shortcuts: "j", "mod+k" (Ctrl or Cmd), or two keys after one another, "g d". */
import { useEffect, useRef } from "react";

type Keys = Readonly<Record<string, () => void>>;

/** The second of two keys comes within so long. */
const pairMs = 1000;

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | undefined;
    const press = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      if (event.defaultPrevented || event.altKey || (!mod && isTyping(event))) return;
      const key = mod ? `mod+${event.key.toLowerCase()}` : event.key;
      const pair = first && event.timeStamp - first.at < pairMs ? `${first.key} ${key}` : undefined;
      first = { key, at: event.timeStamp };
      const run = (pair !== undefined ? current.current[pair] : undefined) ?? current.current[key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

/** Keys belong to what is typed in, and to what is open above the view. */
function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      "input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], .code",
    ) !== null
  );
}
