import { ChevronRight } from "lucide-react";
import { Children, type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/** Where one is, in the bar above the view; each view says its own. */
export function Crumbs({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState<Element | null>(null);
  useEffect(() => setPlace(document.getElementById("crumbs")), []);
  if (!place) return null;
  return createPortal(
    <nav aria-label="Where you are">
      <ol>
        {Children.map(children, (child) => (
          <li>
            <ChevronRight size={14} aria-hidden />
            {child}
          </li>
        ))}
      </ol>
    </nav>,
    place,
  );
}
