/** Plain facts about a STEP file, for metadata and certificate. */

import { type Content, type Occurrence, type Part21, productNames } from "@unbake/formats";
import type { Topology } from "@unbake/geometry";
import { addTo } from "@unbake/ground";
import type { SourceFacts } from "./types.js";
import type { ModelUnit } from "./units.js";

const protocols: readonly (readonly [RegExp, string])[] = [
  [/^AP?242|MANAGED_MODEL_BASED/i, "AP242"],
  [/^AP?214|AUTOMOTIVE_DESIGN/i, "AP214"],
  [/^AP?203|CONFIG_CONTROL_DESIGN|CONFIGURATION_CONTROL_3D_DESIGN/i, "AP203"],
  [/^AP?209|MULTIDISCIPLINARY_ANALYSIS|STRUCTURAL_ANALYSIS_DESIGN/i, "AP209"],
  [/^AP?210|ELECTRONIC_ASSEMBLY/i, "AP210"],
  [/^AP?224|FEATURE_BASED_PROCESS_PLANNING/i, "AP224"],
  [/^AP?238|INTEGRATED_CNC/i, "AP238"],
];

/** "AP214" for the schema's long name; the schema itself when it is none that we know. */
function protocolOf(schema: readonly string[]): string {
  const first = (schema[0] ?? "").trim();
  return protocols.find(([pattern]) => pattern.test(first))?.[1] ?? first;
}

export function readFacts(
  file: Part21,
  content: Content,
  occurrences: readonly Occurrence[],
  unit: ModelUnit,
  solids: readonly Topology[],
): SourceFacts {
  const { header } = file;
  return {
    format: "step",
    protocol: protocolOf(header.schema),
    schema: header.schema,
    authorSystem: header.originatingSystem.trim(),
    preprocessor: header.preprocessor.trim(),
    author: header.authors.join(", "),
    organization: header.organizations.join(", "),
    timestamp: header.timestamp.trim(),
    lengthUnit: unit.unit,
    unitMm: unit.unitMm,
    ...(unit.uncertaintyMm === undefined ? {} : { uncertaintyMm: unit.uncertaintyMm }),
    products: productNames(file),
    parts: new Set(occurrences.map(({ definition, item }) => (definition < 0 ? `item ${item}` : definition))).size,
    instances: new Set(
      occurrences.map(({ definition, pose, item }) => `${definition < 0 ? item : definition} ${pose.join()}`),
    ).size,
    solids: solids.length,
    faces: solids.reduce((sum, topology) => sum + topology.faces.length, 0),
    facesBySurface: facesBySurface(solids),
    edges: solids.reduce((sum, topology) => sum + topology.edges.filter((edge) => !edge.degenerate).length, 0),
    dropped: dropped(content),
  };
}

export function facesBySurface(solids: readonly Topology[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { faces } of solids) {
    for (const { surface } of faces) addTo(counts, surface.kind);
  }
  return Object.fromEntries(counts);
}

function dropped(content: Content): Readonly<Record<string, number>> {
  const counts = {
    PMI: content.pmi,
    annotations: content.annotations,
    "surface models": content.solids > 0 ? content.surfaceModels : 0,
    "tessellated shapes": content.tessellated,
    "curve sets": content.curveModels,
    "constructed solids": content.constructedSolids,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** One sentence about each kind of content that is not carried over. */
export function droppedWarnings(facts: SourceFacts): readonly string[] {
  return Object.entries(facts.dropped).map(([what, count]) =>
    what === "PMI"
      ? `product and manufacturing information (${count} dimensions, tolerances and datums) is dropped`
      : `${count} ${what} in the file are not converted`,
  );
}
