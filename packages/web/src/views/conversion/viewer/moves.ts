import { useState } from "react";

/** Goes round `n` places; -1 before the first move. */
export function useMoves(n: number, onMove: (at: number) => void) {
  const [at, setAt] = useState(-1);
  const go = (by: 1 | -1) => {
    if (n === 0) return;
    const next = at < 0 ? (by === 1 ? 0 : n - 1) : (at + by + n) % n;
    setAt(next);
    onMove(next);
  };
  return { at: Math.min(at, n - 1), go };
}
