import { useQuery } from "@tanstack/react-query";
import type { Details } from "../../api/client";
import { featureTreeQuery } from "../../api/queries";
import { type FeatureNode, featureNodes } from "../../words/featureTree";

/** The features that the programs were printed from. */
export function FeatureTree({ conversion }: { readonly conversion: Details }) {
  const { data } = useQuery(featureTreeQuery(conversion));
  const nodes = data === undefined ? [] : featureNodes(data);
  if (nodes.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="tree">
      <h2 id="tree">Feature tree</h2>
      <Branch nodes={nodes} />
    </section>
  );
}

function Branch({ nodes }: { readonly nodes: readonly FeatureNode[] }) {
  return (
    <ul className="tree">
      {nodes.map(({ key, label, detail, children }) => (
        <li key={key}>
          <span>{label}</span> {detail !== "" && <span className="quiet number">{detail}</span>}
          {children.length > 0 && <Branch nodes={children} />}
        </li>
      ))}
    </ul>
  );
}
