/**
 * Names of output files: safe on every file system, and never two the same in one folder.
 */
import path from "node:path";

/** Names that Windows keeps for devices, with any extension. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
/** File systems allow 255 bytes; the rest is for ".certificate.json" and what tells namesakes apart. */
const maxBytes = 180;

/** A file name without its folder and its CAD extension, made safe; never empty. */
export function safeStem(fileName: string): string {
  const stem = path.basename(fileName, path.extname(fileName)).normalize("NFC");
  // Letters and digits of any script stay; shells, URLs and file systems have plans for the rest.
  const kept = stem.replace(/[^\p{L}\p{M}\p{N}._+-]+/gu, "_").replace(/^[.\-_]+|[._]+$/g, "");
  const stemPart = kept.split(".")[0] ?? "";
  const safe = reserved.test(stemPart) ? `_${kept}` : kept;
  return cutToBytes(safe, maxBytes) || "unnamed";
}

function cutToBytes(text: string, limit: number): string {
  let bytes = 0;
  let result = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    result += character;
  }
  return result;
}

/**
 * A stem for each file of a batch, in order: namesakes in one folder get their extension ("part", "part_stp"), then a number.
 * Compared without case, since some file systems do.
 */
export function uniqueStems(files: readonly { readonly folder: string; readonly name: string }[]): string[] {
  const taken = new Set<string>();
  return files.map(({ folder, name }) => {
    const stem = safeStem(name);
    const withExtension = safeStem(`${stem}_${path.extname(name).slice(1)}.x`);
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? stem : n === 2 ? withExtension : `${withExtension}_${n - 1}`;
      const key = path.join(folder, candidate).toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  });
}
