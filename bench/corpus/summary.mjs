// Tables of a corpus run.
import { table } from "../../packages/cli/dist/index.js";

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

const median = (values) => percentile(values, 0.5);
const seconds = (ms) => (ms === null ? "-" : (ms / 1000).toFixed(1));

function countBy(items, keyOf) {
  const counts = {};
  for (const item of items) {
    const key = keyOf(item);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => byName(a, b)));
}

/** Figures of some records: counts, codes, similarity, time, memory, size. */
function figures(records) {
  const verified = records.filter((r) => r.raw?.verified);
  const ms = records.map((r) => r.ms);
  const programs = records.filter((r) => r.raw);
  const salon = records.filter((r) => r.salon?.verified);
  return {
    files: records.length,
    verified: verified.length,
    exact: verified.filter((r) => r.raw.exact).length,
    salon_verified: salon.length,
    refused: countBy(
      records.filter((r) => r.status === "error_unsupported"),
      (r) => r.code,
    ),
    error_user: countBy(
      records.filter((r) => r.status === "error_user"),
      (r) => r.code,
    ),
    error_internal: countBy(
      records.filter((r) => r.status === "error_internal"),
      (r) => r.code,
    ),
    similarity_median: median(programs.map((r) => r.raw.similarity)),
    ms_median: median(ms),
    ms_p95: percentile(ms, 0.95),
    ms_max: percentile(ms, 1),
    ms_median_to_200_faces: median(records.filter((r) => r.faces !== null && r.faces <= 200).map((r) => r.ms)),
    cpu_ms_median_to_200_faces: median(
      records.filter((r) => r.cpu_ms !== null && r.faces !== null && r.faces <= 200).map((r) => r.cpu_ms),
    ),
    peak_mb_max: percentile(
      records.map((r) => r.peak_mb),
      1,
    ),
    features_median: median(verified.map((r) => r.raw.features)),
    features: verified.reduce((sum, r) => sum + r.raw.features, 0),
    parameters: salon.reduce((sum, r) => sum + r.salon.parameters, 0),
    raw_bytes_median: median(verified.map((r) => r.raw.bytes)),
  };
}

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

const total = (counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);

function rowOf(name, f) {
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
    f.peak_mb_max,
    f.features_median ?? "-",
  ].map(String);
}

export function summarise(records) {
  const names = [...new Set(records.map((r) => r.stratum))].sort(byName);
  const strata = Object.fromEntries(names.map((name) => [name, figures(records.filter((r) => r.stratum === name))]));
  const overall = figures(records);
  const rows = [...names.map((name) => rowOf(name, strata[name])), rowOf("all", overall)];
  const counted = (label, counts) =>
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
    `exact among verified: ${overall.exact} of ${overall.verified}`,
    `median of files with at most 200 faces: ${seconds(overall.ms_median_to_200_faces)} s, of processor time ${seconds(overall.cpu_ms_median_to_200_faces)} s`,
    "",
  ].join("\n");
  return { text, data: { overall, strata, causes: causesOf(records) } };
}

/** A failure without its names and numbers, so that the same cause counts as the same. */
export function causeOf({ code, message }) {
  const reason = (message ?? "")
    .replace(/ at file:.*| at [A-Za-z.]+ \(file:.*/g, "")
    .replace(/\((?:solids?|faces?)[^()]*(?:\([^()]*\)[^()]*)*\)/g, "")
    .replace(/"[^"]*"/g, "…")
    .replace(/\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/g, "n")
    .split(";")[0]
    .replace(/\s+/g, " ")
    .trim();
  return `${code}: ${reason}`;
}

/** What keeps files from being verified: causes, how many files each, and where. */
export function causesOf(records) {
  const groups = new Map();
  for (const record of records.filter((r) => !r.raw?.verified)) {
    const cause = causeOf(record);
    groups.set(cause, [...(groups.get(cause) ?? []), record]);
  }
  return [...groups]
    .map(([cause, files]) => ({
      cause,
      files: files.length,
      faces_median: median(files.filter((r) => r.faces !== null).map((r) => r.faces)),
      strata: [...new Set(files.map((r) => r.stratum))].sort(byName),
    }))
    .sort((a, b) => b.files - a.files || byName(a.cause, b.cause));
}

export function unverifiedList(records) {
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
