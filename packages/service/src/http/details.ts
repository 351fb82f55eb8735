/** The body of one conversion: its row, and its texts and pictures from storage. */
import type { ConversionRow } from "../db/index.js";
import type { ApiContext } from "./context.js";
import type { ConversionDetails } from "./schemas/conversion.js";
import { viewOfSummary } from "./views.js";

type Needs = Pick<ApiContext, "db" | "bytes">;

interface Stored {
  readonly kind: string;
  readonly sha256: string;
  readonly mime_type: string;
}

const texts = ["raw_kcl", "salon_kcl"];
const snapshotKind = /^(original|raw_kcl|salon_kcl)_snapshot\/(\d+)$/;

/** Everything that is known and made of a conversion. */
export async function detailsOf({ db, bytes }: Needs, row: ConversionRow): Promise<ConversionDetails> {
  const stored = await db
    .selectFrom("artefacts")
    .select(["kind", "sha256", "mime_type"])
    .where("conversion_id", "=", row.id)
    .execute();
  const wanted = stored.filter(({ kind }) => texts.includes(kind) || snapshotKind.test(kind));
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
        data_base64: Buffer.from(contents.get(kind) ?? []).toString("base64"),
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
  return Number(snapshotKind.exec(kind)?.[2] ?? 0);
}
