// What came of one file of the demo.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "@unbake/cli/internals";

export interface Result {
  readonly file: string;
  readonly status: string;
  readonly message: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly pictures: readonly string[];
  readonly seconds: number;
}

interface Place {
  readonly dataset: string;
  readonly id: string;
  /** The folder of all results. */
  readonly out: string;
}

interface Picture {
  readonly data_base64: string;
}

/** What the demo reads of a conversion's details. */
interface Found {
  readonly file_path: string;
  readonly status: string;
  readonly status_message: string | null;
  readonly raw_kcl_output: string | null;
  readonly output: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly original_snapshot_images: readonly Picture[];
  readonly raw_kcl_snapshot_images: readonly Picture[];
  readonly salon_kcl_snapshot_images: readonly Picture[];
}

/** Not a number where it has not come to that. */
const timeOf = (text: string | null) => (text === null ? Number.NaN : Date.parse(text));

/** Writes what came of one file, and tells what the table shows of it. */
export async function writeResult(client: Client, { dataset, id, out }: Place): Promise<Result> {
  const found = await client.json<Found>(`/org/datasets/${dataset}/conversions/${id}`);
  const stem = path.join(out, ...found.file_path.replace(/\.[^./]+$/, "").split("/"));
  await mkdir(path.dirname(stem), { recursive: true });
  if (found.raw_kcl_output) await writeFile(`${stem}.raw.kcl`, found.raw_kcl_output);
  if (found.output) await writeFile(`${stem}.kcl`, found.output);
  const certificate = await client.send(`/x/datasets/${dataset}/conversions/${id}/certificate`).catch(() => undefined);
  if (certificate) await writeFile(`${stem}.certificate.json`, await certificate.text());
  const pictures: string[] = [];
  for (const stage of ["original", "raw_kcl", "salon_kcl"] as const) {
    for (const [i, { data_base64 }] of found[`${stage}_snapshot_images`].entries()) {
      const file = `${stem}.${stage}.${["iso", "front", "right", "top"][i] ?? i}.png`;
      await writeFile(file, Buffer.from(data_base64, "base64"));
      pictures.push(path.relative(process.cwd(), file));
    }
  }
  const facts = found.metadata ?? {};
  const seconds = (timeOf(found.completed_at) - timeOf(found.started_at)) / 1000;
  return { file: found.file_path, status: found.status, message: found.status_message, facts, pictures, seconds };
}
