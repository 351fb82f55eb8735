import { useEffect } from "react";

/** The document's title: where one is, the nearest first. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter((part) => part !== undefined), "unbake"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
