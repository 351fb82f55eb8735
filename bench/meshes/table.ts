// What came of a mesh file, and the table of it.
import { table } from "@unbake/cli";

export interface Row {
  readonly file: string;
  readonly triangles: number | null;
  readonly status: string;
  readonly code: string | null;
  /** The share of the area that has been read as faces. */
  readonly explained: number | null;
  readonly verified: boolean;
  readonly exact: boolean;
  readonly salon: boolean | null;
  readonly chord_error_mm: number | null;
  readonly tolerance_mm: number | null;
  readonly max_deviation_mm: number | null;
  readonly seconds: number;
  readonly peak_mb: number;
  readonly message: string | null;
}

const percent = (share: number | null) => (share === null ? "-" : `${Math.floor(share * 1000) / 10} %`);

const columns = [
  { title: "file" },
  ...["triangles", "status", "explained", "verified", "seconds"].map((title) => ({ title, right: true })),
];

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.file,
    String(row.triangles ?? "-"),
    row.code ?? row.status,
    percent(row.explained),
    row.verified ? (row.exact ? "exact" : "yes") : "no",
    row.seconds.toFixed(1),
  ]);
  return table(columns, cells);
}

export const countsOf = (rows: readonly Row[]) => ({
  files: rows.length,
  verified: rows.filter(({ verified }) => verified).length,
  exact: rows.filter(({ exact }) => exact).length,
  crashed: rows.filter(({ status }) => status === "error_internal").length,
});
