import { useEffect, useRef } from "react";

/** Begins to load before the end is in view. */
const ahead = "600px";

/** Calls `onReached` when the element comes near the view: lists go on by themselves. */
export function useReached(onReached: () => void) {
  const element = useRef<HTMLDivElement>(null);
  const reached = useRef(onReached);
  reached.current = onReached;
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && reached.current(),
      { rootMargin: ahead },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  });
  return element;
}
