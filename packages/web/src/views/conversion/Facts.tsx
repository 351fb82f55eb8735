import { useState } from "react";
import type { Details } from "../../api/client";

/** Stages in the order of the conversion, the user's own facts first. */
const groups = [
  ["user", "From side files"],
  ["original", "Original"],
  ["raw_kcl", "Raw result"],
  ["salon_kcl", "Salon result"],
  ["failure", "Failure"],
] as const;

/** Every fact that is known of the file, searchable. */
export function Facts({ conversion }: { readonly conversion: Details }) {
  const [text, setText] = useState("");
  const words = text.toLowerCase();
  const entries = Object.entries(conversion.metadata ?? {})
    .filter(([key, value]) => `${key} ${value}`.toLowerCase().includes(words))
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  if (!conversion.metadata) return null;
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">Metadata</h2>
      <input
        type="search"
        className="input"
        aria-label="Find in the metadata"
        placeholder="Find"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {groups.map(([prefix, title]) => {
        const own = entries.filter(([key]) => key.startsWith(`${prefix}.`));
        if (own.length === 0) return null;
        return (
          <details key={prefix} open={prefix === "user" || prefix === "failure" || words !== ""}>
            <summary>
              {title} <span className="quiet">{own.length}</span>
            </summary>
            <dl className="facts">
              {own.map(([key, value]) => (
                <div key={key}>
                  <dt>{key.slice(prefix.length + 1)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        );
      })}
    </section>
  );
}
