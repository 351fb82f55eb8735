/** The feature tree as the server keeps it, in words. */

export interface FeatureNode {
  readonly key: string;
  readonly label: string;
  /** The numbers of the feature that are plain. */
  readonly detail: string;
  readonly children: readonly FeatureNode[];
}

/** Where features are inside one another. */
const inside = ["parts", "body", "base", "tools", "bodies", "children", "target", "seed", "features"];
/** Of a profile and a frame there is too much to read. */
const shown = 4;
const places = 3;

type Loose = Readonly<Record<string, unknown>>;
const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null;

export function featureNodes(tree: unknown): FeatureNode[] {
  return isLoose(tree) ? childrenOf(tree, "") : [];
}

function childrenOf(value: Loose, path: string): FeatureNode[] {
  return inside.flatMap((key) => {
    const child = value[key];
    const all = Array.isArray(child) ? child : child === undefined ? [] : [child];
    return all.filter(isLoose).map((one, i) => nodeOf(one, `${path}/${key}${i}`));
  });
}

function nodeOf(value: Loose, key: string): FeatureNode {
  const words = [value.operation, value.type, value.name].filter((word) => typeof word === "string");
  const label = [...new Set(words)].join(" ") || "part";
  const numbers = Object.entries(value).flatMap(([name, of]) =>
    typeof of === "number" && name !== "id" ? [`${name} ${Number(of.toFixed(places))}`] : [],
  );
  return { key, label, detail: numbers.slice(0, shown).join(", "), children: childrenOf(value, key) };
}
