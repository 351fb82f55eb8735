import { useQuery } from "@tanstack/react-query";
import type { Details } from "../../api/client";
import { phasesQuery } from "../../api/queries";
import { duration } from "../../words/numbers";
import { hasEnded, phases, phaseWord } from "../../words/statuses";

/** What was done, and how long each step took. */
export function Phases({ conversion }: { readonly conversion: Details }) {
  const { data = [] } = useQuery(phasesQuery(conversion.dataset_id, conversion.id));
  const times = new Map(data.map(({ phase, ms }) => [phase, ms]));
  const total = data.reduce((sum, { ms }) => sum + ms, 0);
  const longest = Math.max(1, ...times.values());
  const at = phases.indexOf(conversion.phase);
  const steps = phases.slice(1, -1);
  return (
    <section className="panel" aria-labelledby="phases">
      <h2 id="phases">Phases {total > 0 && <span className="quiet">{duration(total)}</span>}</h2>
      <ol className="phases">
        {steps.map((phase, i) => {
          const ms = times.get(phase);
          const isCurrent = i + 1 === at && conversion.status !== "success";
          const word = isCurrent ? (hasEnded(conversion) ? "stopped here" : "now") : "";
          return (
            <li key={phase} className={isCurrent ? "phase current" : ms === undefined ? "phase open" : "phase"}>
              <span>{phaseWord(phase)}</span>
              <span className="phase-bar">
                <span style={{ width: `${((ms ?? 0) / longest) * 100}%` }} />
              </span>
              <span className="number">{ms === undefined ? word : duration(ms)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
