import { Tabs } from "@base-ui/react/tabs";
import { useQuery } from "@tanstack/react-query";
import { Check, TriangleAlert, X } from "lucide-react";
import type { Details } from "../../api/client";
import { certificateQuery } from "../../api/queries";
import { Problem } from "../../parts/Problem";
import { type Certificate, type Finding, findingsOf } from "../../words/certificate";
import { plural } from "../../words/numbers";
import { hasEnded } from "../../words/statuses";

/** What is proven, in words, with the numbers. */
export function CertificatePanel({ conversion }: { readonly conversion: Details }) {
  const { data, error } = useQuery(certificateQuery(conversion));
  const certificate = data as Certificate | undefined;
  const proofs = (["salon", "raw"] as const).filter((key) => certificate?.[key] !== undefined);
  return (
    <section className="panel" aria-labelledby="certificate">
      <h2 id="certificate">Certificate</h2>
      {error && hasEnded(conversion) && <Problem error={error} />}
      {!certificate && !error && <p className="quiet">It comes with the first measurements of the file.</p>}
      {certificate?.failure && (
        <p className="finding bad">
          <span className="mono">{certificate.failure.code}</span> {certificate.failure.message}
        </p>
      )}
      {certificate && proofs.length > 0 && (
        <Tabs.Root key={proofs[0]} defaultValue={proofs[0]} className="tabs">
          <Tabs.List className="tab-list" aria-label="Program">
            {proofs.map((key) => (
              <Tabs.Tab key={key} value={key} className="tab">
                {key === "salon" ? "Salon" : "Raw"}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {proofs.map((key) => (
            <Tabs.Panel key={key} value={key}>
              <Proof certificate={certificate} of={key} />
            </Tabs.Panel>
          ))}
        </Tabs.Root>
      )}
      {certificate?.warnings?.map((warning) => (
        <p key={warning} className="finding warning">
          <TriangleAlert size={14} aria-label="Note:" />
          <span>{warning}</span>
        </p>
      ))}
    </section>
  );
}

function Proof({ certificate, of }: { readonly certificate: Certificate; readonly of: "raw" | "salon" }) {
  const proof = certificate[of];
  if (!proof) return null;
  return (
    <>
      <ul className="findings">
        {findingsOf(proof).map((finding) => (
          <FindingLine key={finding.text} finding={finding} />
        ))}
      </ul>
      {proof.parameters !== undefined && proof.constraints !== undefined && (
        <p className="quiet">
          {plural(proof.parameters, "parameter")}, {plural(proof.constraints, "constraint")}.
        </p>
      )}
    </>
  );
}

const signs = {
  good: <Check size={14} aria-label="Good:" />,
  warning: <TriangleAlert size={14} aria-label="Note:" />,
  bad: <X size={14} aria-label="Bad:" />,
} as const;

function FindingLine({ finding: { verdict, text, numbers } }: { readonly finding: Finding }) {
  return (
    <li className={`finding ${verdict}`}>
      {signs[verdict]}
      <span>
        {text} {numbers !== "" && <span className="numbers">{numbers}</span>}
      </span>
    </li>
  );
}
