import { Tabs } from "@base-ui/react/tabs";
import { lazy, Suspense, useState } from "react";
import type { Details } from "../../../api/client";
import { Loading } from "../../../parts/Empty";
import { hasEnded } from "../../../words/statuses";

const CodeView = lazy(() => import("./CodeView").then((module) => ({ default: module.CodeView })));
const DiffView = lazy(() => import("./DiffView").then((module) => ({ default: module.DiffView })));

/** The programs: the one written well, the one read off the geometry, and what lies between them. */
export function Programs({ conversion }: { readonly conversion: Details }) {
  const { salon_kcl_output: salon, raw_kcl_output: raw, manual_kcl_override: byHand } = conversion;
  const tabs = [
    ...(byHand == null ? [] : [{ key: "hand", label: "By hand", text: byHand }]),
    ...(salon == null ? [] : [{ key: "salon", label: "Salon", text: salon }]),
    ...(raw == null ? [] : [{ key: "raw", label: "Raw", text: raw }]),
  ];
  const [chosen, setChosen] = useState<string>();
  const first = tabs[0]?.key;
  const shown = chosen === "diff" || tabs.some(({ key }) => key === chosen) ? chosen : first;
  return (
    <section className="panel" aria-labelledby="programs">
      <h2 id="programs">Programs</h2>
      {tabs.length === 0 && (
        <p className="quiet">{hasEnded(conversion) ? "None was made of this file." : "The first one is on its way."}</p>
      )}
      {shown !== undefined && (
        <Tabs.Root value={shown} onValueChange={setChosen} className="tabs">
          <Tabs.List className="tab-list" aria-label="Programs">
            {tabs.map(({ key, label }) => (
              <Tabs.Tab key={key} value={key} className="tab">
                {label}
              </Tabs.Tab>
            ))}
            {raw != null && salon != null && (
              <Tabs.Tab value="diff" className="tab">
                Raw against salon
              </Tabs.Tab>
            )}
          </Tabs.List>
          <Suspense fallback={<Loading what="the program" />}>
            {tabs.map(({ key, label, text }) => (
              <Tabs.Panel key={key} value={key}>
                <CodeView text={text} label={`${label} KCL`} />
              </Tabs.Panel>
            ))}
            {raw != null && salon != null && (
              <Tabs.Panel value="diff">
                <DiffView before={raw} after={salon} />
              </Tabs.Panel>
            )}
          </Suspense>
        </Tabs.Root>
      )}
    </section>
  );
}
