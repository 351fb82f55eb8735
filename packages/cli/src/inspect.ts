import path from "node:path";
import type { InspectReport } from "@unbake/jobs";
import { exit, exitStatusOf } from "./exit.js";
import { runJob } from "./job.js";
import { facts, short, table } from "./terminal/table.js";
import type { Terminal } from "./terminal/terminal.js";

export interface InspectCommandOptions {
  readonly json: boolean;
  readonly childModule?: string;
}

/** `unbake inspect`: what is in a CAD file; returns the exit status. */
export async function inspect(file: string, options: InspectCommandOptions, terminal: Terminal): Promise<number> {
  const answer = await runJob({ kind: "inspect", path: path.resolve(file) }, [file], options.childModule);
  if (answer.kind === "interrupted") return exit.interrupted;
  if (answer.kind === "failure") {
    const { code, message, status } = answer.failure;
    if (options.json) terminal.data(JSON.stringify({ file, status, code, message }));
    terminal.note(`${file}: ${message}`);
    return exitStatusOf(code);
  }
  if (answer.kind !== "inspect") throw new Error(`an inspection answered with ${answer.kind}`);
  const { report } = answer;
  if (options.json) terminal.data(JSON.stringify(recordOf(file, report)));
  else terminal.data(describe(report));
  for (const warning of report.warnings) terminal.note(warning);
  return exit.ok;
}

function recordOf(file: string, report: InspectReport) {
  return {
    file,
    status: "success",
    format: report.format,
    ...report.facts,
    volume_mm3: report.volumeMm3,
    area_mm2: report.areaMm2,
    center_of_mass_mm: report.centerOfMassMm,
    bounding_box_mm: report.boundingBoxMm,
    bodies: report.solids.map((s) => ({
      name: s.name,
      path: s.path,
      color: s.color,
      faces: s.faces,
      edges: s.edges,
      volume_mm3: s.volumeMm3,
      area_mm2: s.areaMm2,
    })),
    warnings: report.warnings,
  };
}

/** A table longer than this tells a person nothing; JSON has all. */
const maxRows = 40;

function describe(report: InspectReport): string {
  const { min, max } = report.boundingBoxMm;
  const head = facts([
    ["format", report.format],
    ...Object.entries(report.facts).map(([key, value]) => [key.replaceAll("_", " "), inWords(value)] as const),
    ["volume", `${short(report.volumeMm3)} mm3`],
    ["area", `${short(report.areaMm2)} mm2`],
    ["bounding box", `${min.map(short).join(", ")} to ${max.map(short).join(", ")} mm`],
  ]);
  const rows = report.solids
    .slice(0, maxRows)
    .map((s) => [s.path.join("/") || "-", s.name ?? "-", String(s.faces), String(s.edges), short(s.volumeMm3)]);
  const more = report.solids.length - rows.length;
  const body = table(
    [
      { title: "in" },
      { title: "solid" },
      { title: "faces", right: true },
      { title: "edges", right: true },
      { title: "volume mm3", right: true },
    ],
    rows,
  );
  return `${head}\n${body}${more > 0 ? `and ${more} more (--json lists all)\n` : ""}`;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.join(", ");
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, count]) => `${count} ${key}`);
    return pairs.length === 0 ? "-" : pairs.join(", ");
  }
  return value === undefined || value === "" ? "-" : String(value);
}
