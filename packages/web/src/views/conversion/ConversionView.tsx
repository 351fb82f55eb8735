import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Details } from "../../api/client";
import { useEvents } from "../../api/events";
import { conversionQuery, datasetQuery } from "../../api/queries";
import { Crumbs } from "../../parts/Crumbs";
import { Loading } from "../../parts/Empty";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/useTitle";
import { nameOf } from "../../words/paths";
import { CertificatePanel } from "./CertificatePanel";
import { ConversionHead } from "./ConversionHead";
import { Programs } from "./code/Programs";
import { useDraft } from "./draft";
import { Facts } from "./Facts";
import { FeatureTree } from "./FeatureTree";
import { type Lit, sameLit } from "./lit";
import { Parameters } from "./Parameters";
import { Phases } from "./Phases";
import { Models } from "./viewer/Models";

const route = getRouteApi("/signed-in/datasets/$datasetId/conversions/$conversionId");

/** One file: what it was, what became of it, and why that can be trusted. */
export function ConversionView() {
  const { datasetId, conversionId } = route.useParams();
  const { data: dataset } = useQuery(datasetQuery(datasetId));
  const conversion = useQuery(conversionQuery(datasetId, conversionId));
  const queries = useQueryClient();
  const name = conversion.data ? nameOf(conversion.data.file_path) : undefined;
  useTitle(name ?? "Conversion", dataset?.name);
  useEvents(`/x/datasets/${datasetId}/conversions/${conversionId}/events`, () => {
    void queries.invalidateQueries({ queryKey: ["conversion", datasetId, conversionId] });
  });
  return (
    <>
      <Crumbs>
        <Link to="/datasets">Datasets</Link>
        <Link to="/datasets/$datasetId" params={{ datasetId }}>
          {dataset?.name ?? "Dataset"}
        </Link>
        <span>{name}</span>
      </Crumbs>
      {conversion.error && <Problem error={conversion.error} onRetry={() => conversion.refetch()} />}
      {conversion.isPending && <Loading what="the conversion" />}
      {conversion.data && <Conversion key={conversionId} conversion={conversion.data} />}
    </>
  );
}

function Conversion({ conversion }: { readonly conversion: Details }) {
  const [lit, setLit] = useState<Lit>();
  const light = (next: Lit | undefined) => setLit((before) => (sameLit(before, next) ? before : next));
  const program = conversion.manual_kcl_override ?? conversion.salon_kcl_output ?? conversion.raw_kcl_output ?? "";
  const draft = useDraft(program);
  return (
    <div className="page conversion">
      <ConversionHead conversion={conversion} />
      <div className="conversion-main">
        <Models conversion={conversion} live={draft.live} lit={lit} onLight={light} />
        <Programs conversion={conversion} lit={lit} onLight={light} draft={draft} />
      </div>
      <div className="conversion-side">
        <Parameters original={program} draft={draft} />
        <CertificatePanel conversion={conversion} />
        <Phases conversion={conversion} />
        <FeatureTree conversion={conversion} />
        <Facts conversion={conversion} />
      </div>
    </div>
  );
}
