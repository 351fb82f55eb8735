import { Tabs } from "@base-ui/react/tabs";
import { lazy, Suspense, useState } from "react";
import type { Stage } from "../../../api/addresses";
import type { Details } from "../../../api/client";
import { Loading } from "../../../parts/Empty";
import { hasEnded } from "../../../words/statuses";
import type { Draft } from "../draft";
import type { Lit } from "../lit";

const CodeView = lazy(() => import("./CodeView").then((module) => ({ default: module.CodeView })));
const EditPanel = lazy(() => import("./EditPanel").then((module) => ({ default: module.EditPanel })));
const DiffView = lazy(() => import("./DiffView").then((module) => ({ default: module.DiffView })));

interface Props {
  readonly conversion: Details;
  readonly lit: Lit | undefined;
  readonly onLight: (lit: Lit | undefined) => void;
  /** Of the first program. */
  readonly draft: Draft;
}

/** A program and the model that it makes; one by hand stands in for the raw one. */
const stageOf: Readonly<Record<string, Stage>> = { hand: "raw_kcl", salon: "salon_kcl", raw: "raw_kcl" };

/** The programs: the one written well, the one read off the geometry, and what lies between them. */
export function Programs({ conversion, lit, onLight, draft }: Props) {
  const { salon_kcl_output: salon, raw_kcl_output: raw, manual_kcl_override: byHand } = conversion;
  const tabs = [
    ...(byHand == null ? [] : [{ key: "hand", label: "By hand", text: byHand }]),
    ...(salon == null ? [] : [{ key: "salon", label: "Salon", text: salon }]),
    ...(raw == null ? [] : [{ key: "raw", label: "Raw", text: raw }]),
  ];
  const [chosen, setChosen] = useState<string>();
  const first = tabs[0]?.key;
  const shown = chosen === "diff" || chosen === "edit" || tabs.some(({ key }) => key === chosen) ? chosen : first;
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
            <Tabs.Tab value="edit" className="tab">
              Edit{draft.isChanged && " *"}
            </Tabs.Tab>
          </Tabs.List>
          <Suspense fallback={<Loading what="the program" />}>
            {tabs.map(({ key, label, text }) => (
              <Tabs.Panel key={key} value={key}>
                <CodeView
                  text={text}
                  label={`${label} KCL`}
                  litLine={lit && lit.stage === stageOf[key] ? lit.line : undefined}
                  onLine={(line) => {
                    const stage = stageOf[key];
                    onLight(line === undefined || !stage ? undefined : { stage, line });
                  }}
                />
              </Tabs.Panel>
            ))}
            {raw != null && salon != null && (
              <Tabs.Panel value="diff">
                <DiffView before={raw} after={salon} />
              </Tabs.Panel>
            )}
            <Tabs.Panel value="edit">
              <EditPanel conversion={conversion} draft={draft} />
            </Tabs.Panel>
          </Suspense>
        </Tabs.Root>
      )}
    </section>
  );
}
