/** The body of one conversion: its row, and its texts and pictures from storage. */
import { must } from "@unbake/ground";
import type { ConversionRow } from "../db/index.js";
import type { ApiContext } from "./context.js";
import { weakTag } from "./etag.js";
import type { ConversionDetails } from "./schemas/conversion.js";
import { viewOfSummary } from "./views.js";

type Needs = Pick<ApiContext, "db" | "bytes">;

/** An artefact of a conversion that is in its details. */
export interface Stored {
  readonly kind: string;
  readonly sha256: string;
  readonly mime_type: string;
}

const texts = ["raw_kcl", "salon_kcl"];
const snapshotKind = /^(original|raw_kcl|salon_kcl)_snapshot\/(\d+)$/;

/** The texts and pictures of a conversion, without their bytes. */
export async function storedOf({ db }: Pick<Needs, "db">, conversionId: string): Promise<readonly Stored[]> {
  const stored = await db
    .selectFrom("artefacts")
    .select(["kind", "sha256", "mime_type"])
    .where("conversion_id", "=", conversionId)
    .orderBy("kind")
    .execute();
  return stored.filter(({ kind }) => texts.includes(kind) || snapshotKind.test(kind));
}

/** Changes whenever the details do: they are made of the row and of bytes that their hashes name. */
export function tagOfDetails(row: ConversionRow, stored: readonly Stored[], isOldProfile: boolean): string {
  const view = viewOfSummary({ ...row, override_active: row.manual_kcl_override !== null });
  return weakTag(isOldProfile, view, row.manual_kcl_override, stored);
}

/** Everything that is known and made of a conversion. */
export async function detailsOf(
  { bytes }: Pick<Needs, "bytes">,
  row: ConversionRow,
  wanted: readonly Stored[],
): Promise<ConversionDetails> {
  const contents = new Map(
    await Promise.all(
      wanted.map(async ({ kind, sha256 }) => [kind, await bytes.readBlob(row.dataset_id, sha256)] as const),
    ),
  );
  const textOf = (kind: string) => {
    const content = contents.get(kind);
    return content ? new TextDecoder().decode(content) : null;
  };
  const picturesOf = (stage: string) =>
    wanted
      .filter(({ kind }) => kind.startsWith(`${stage}_snapshot/`))
      .sort((a, b) => indexOf(a) - indexOf(b))
      .map(({ kind, mime_type }) => ({
        mime_type,
        data_base64: Buffer.from(must(contents.get(kind), "content of a picture")).toString("base64"),
      }));

  const override = row.manual_kcl_override;
  const raw = textOf("raw_kcl");
  const salon = textOf("salon_kcl");
  return {
    ...viewOfSummary({ ...row, override_active: override !== null }),
    output: override ?? salon ?? raw,
    raw_kcl_output: raw,
    salon_kcl_output: salon,
    manual_kcl_override: override,
    original_snapshot_images: picturesOf("original"),
    raw_kcl_snapshot_images: picturesOf("raw_kcl"),
    salon_kcl_snapshot_images: picturesOf("salon_kcl"),
  };
}

function indexOf({ kind }: Stored): number {
  return Number(must(snapshotKind.exec(kind)?.[2], `number in the name ${kind}`));
}
