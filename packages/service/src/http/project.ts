/** A conversion as a project: a folder that Zoo Design Studio opens. */
import type { ConversionRow } from "../db/index.js";
import type { ApiContext } from "./context.js";
import { ApiError } from "./errors.js";
import { unitOfProgram } from "./unitOfProgram.js";
import type { ZipEntry } from "./zipStream.js";

/** Names of the files in it, by the artefacts that they are. */
const names: Readonly<Record<string, string>> = {
  salon_kcl: "salon.kcl",
  raw_kcl: "raw.kcl",
  certificate: "certificate.json",
  "original_snapshot/0": "thumbnail.png",
};

/** A file of an assembly: `main.kcl`, or a part that it imports. */
interface PartFile {
  readonly name: string;
  readonly text: string;
}

/** The artefact that such files are, as a list; made where a conversion has several parts. */
export const partFilesKind = "salon_kcl_project";

/** The files in the bytes of that artefact; `main.kcl` first. */
export function partFilesOf(bytes: Uint8Array): readonly PartFile[] {
  return JSON.parse(new TextDecoder().decode(bytes)) as readonly PartFile[];
}

/**
 * `main.kcl` is the best program that there is: a person's own, else the imports and placements of an assembly with its parts beside it, else the
 * salon program, else the raw one. Throws ApiError("not_found") when there is none. */
export async function projectOf(context: ApiContext, row: ConversionRow): Promise<AsyncIterable<ZipEntry>> {
  const artefacts = await context.db
    .selectFrom("artefacts")
    .select(["kind", "sha256"])
    .where("conversion_id", "=", row.id)
    .where("kind", "in", [...Object.keys(names), partFilesKind])
    .execute();
  const find = (kind: string) => artefacts.find((artefact) => artefact.kind === kind);
  const best = find("salon_kcl") ?? find("raw_kcl");
  if (!best && row.manual_kcl_override === null) throw new ApiError("not_found", "the conversion has no program");
  return entries();

  async function* entries(): AsyncGenerator<ZipEntry> {
    const modified = row.updated_at;
    const read = (sha256: string) => context.bytes.readBlob(row.dataset_id, sha256);
    const main =
      row.manual_kcl_override === null ? best && (await read(best.sha256)) : Buffer.from(row.manual_kcl_override);
    const assembly = row.manual_kcl_override === null ? find(partFilesKind) : undefined;
    const parts = assembly ? partFilesOf(await read(assembly.sha256)) : [];
    for (const { name, text } of parts) yield { name, data: Buffer.from(text), modified };
    if (main) {
      if (parts.length === 0) yield { name: "main.kcl", data: main, modified };
      const unit = unitOfProgram(new TextDecoder().decode(main));
      const settings = `[settings.app]\n\n[settings.modeling]\nbase_unit = "${unit}"\n`;
      yield { name: "project.toml", data: Buffer.from(settings), modified };
    }
    for (const { kind, sha256 } of artefacts) {
      const name = names[kind];
      if (name !== undefined) yield { name, data: await read(sha256), modified };
    }
  }
}
