// Tables of a corpus run.
import { table } from "@unbake/cli";
import { byName, causesOf } from "./causes.js";
import { type Figures, figures } from "./figures.js";
import type { CorpusRecord } from "./record.js";

const seconds = (ms: number | null) => (ms === null ? "-" : (ms / 1000).toFixed(1));

const columns = [
  { title: "stratum" },
  ...[
    "files",
    "verified",
    "exact",
    "salon",
    "refused",
    "user",
    "internal",
    "similarity",
    "median s",
    "p95 s",
    "max s",
    "peak MB",
    "features",
  ].map((title) => ({ title, right: true })),
];

const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

function rowOf(name: string, f: Figures): string[] {
  return [
    name,
    f.files,
    f.verified,
    f.exact,
    f.salon_verified,
    total(f.refused),
    total(f.error_user),
    total(f.error_internal),
    f.similarity_median === null ? "-" : f.similarity_median.toFixed(6),
    seconds(f.ms_median),
    seconds(f.ms_p95),
    seconds(f.ms_max),
    f.peak_mb_max ?? "-",
    f.features_median ?? "-",
  ].map(String);
}

export function summarise(records: readonly CorpusRecord[]) {
  const names = [...new Set(records.map((r) => r.stratum))].sort(byName);
  const byStratum = names.map((name) => [name, figures(records.filter((r) => r.stratum === name))] as const);
  const overall = figures(records);
  const rows = [...byStratum.map(([name, of]) => rowOf(name, of)), rowOf("all", overall)];
  const counted = (label: string, counts: Readonly<Record<string, number>>) =>
    `${label}: ${
      Object.entries(counts)
        .map(([code, n]) => `${n} ${code}`)
        .join(", ") || "none"
    }`;
  const text = [
    table(columns, rows),
    counted("refused", overall.refused),
    counted("error_user", overall.error_user),
    counted("error_internal", overall.error_internal),
    `mean similarity of ${overall.readable} readable files: ${overall.similarity_mean_readable?.toFixed(4) ?? "-"}; without a program: ${overall.without_program}`,
    soupText(overall),
    `exact among verified: ${overall.exact} of ${overall.verified}`,
    `median of files with at most 200 faces: ${seconds(overall.ms_median_to_200_faces)} s, of processor time ${seconds(overall.cpu_ms_median_to_200_faces)} s`,
    "",
  ].join("\n");
  return { text, data: { overall, strata: Object.fromEntries(byStratum), causes: causesOf(records) } };
}

/** Features, not soup. */
const soupText = ({ faces_per_feature_median: faces, cells, cells_known: known }: Figures): string =>
  `faces for one feature: ${faces ?? "-"} in the median over verified files; put together from cells or slices: ${cells} of ${known} verified files`;

export function unverifiedList(records: readonly CorpusRecord[]): string {
  const rows = records
    .filter((r) => !r.raw?.verified)
    .map((r) => [
      r.stratum,
      r.file,
      String(r.faces ?? "-"),
      seconds(r.ms),
      r.code ?? r.status,
      (r.message ?? "").slice(0, 160),
    ]);
  if (rows.length === 0) return "every file is verified";
  return table(
    [
      { title: "stratum" },
      { title: "not verified" },
      { title: "faces", right: true },
      { title: "s", right: true },
      { title: "code" },
      { title: "message" },
    ],
    rows,
  );
}
