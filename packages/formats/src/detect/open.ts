/** Makes the content of a file plain: unpacks, decodes, strips what is not content. */
import { gunzipSync } from "node:zlib";
import { UnbakeError } from "@unbake/ground";
import { detectFormat } from "./detect.js";
import { maxFileBytes, maxUnpackDepth } from "./limits.js";
import type { CadFormat, OpenedFile } from "./types.js";
import { unzipSingle } from "./zip.js";

/** Of UTF-8. */
const byteOrderMarkBytes = 3;

/**
 * Opens a file by content: a gzip, or a zip of one file, is unpacked (within limits) and looked at again, UTF-16 becomes UTF-8, a byte-order mark,
 * text before a STEP file's mark and padding after any text are removed.
 * @throws too_large past the size limit; empty; unreadable when a gzip is damaged; lfs_pointer.
 */
export function openBytes(bytes: Uint8Array, depth = 0): OpenedFile {
  if (bytes.length > maxFileBytes) {
    throw new UnbakeError("too_large", `${bytes.length} bytes, the limit is ${maxFileBytes}`);
  }
  const detected = detectFormat(bytes);
  if (detected.format === "empty") throw new UnbakeError("empty");
  if (detected.format === "lfs-pointer") throw new UnbakeError("lfs_pointer");
  const unpacked = unpack(detected.format, bytes);
  if (unpacked !== undefined) {
    if (depth >= maxUnpackDepth) throw new UnbakeError("too_large", `archives nested more than ${maxUnpackDepth} deep`);
    const inner = openBytes(unpacked, depth + 1);
    return {
      ...inner,
      warnings: [`the file was ${detected.format}-compressed and has been unpacked`, ...inner.warnings],
    };
  }
  const warnings: string[] = [];
  let content = bytes.subarray(detected.skip);
  if (detected.encoding !== "bytes") {
    content = new TextEncoder().encode(new TextDecoder(detected.encoding).decode(content));
    warnings.push(`the file was encoded in ${detected.encoding.toUpperCase()} and has been decoded`);
  } else if (detected.skip > byteOrderMarkBytes) {
    warnings.push(`${detected.skip} bytes before ISO-10303-21 have been skipped`);
  }
  if (detected.format !== "step") {
    return { format: detected.format, description: detected.description, bytes: content, warnings };
  }
  const trimmed = trimPadding(content);
  if (content.length - trimmed.length > 0 && content[trimmed.length] === 0) {
    warnings.push(`${content.length - trimmed.length} bytes of padding at the end have been removed`);
  }
  return { format: "step", description: detected.description, bytes: trimmed, warnings };
}

/** The content of a gzip, or of a zip of one file; undefined for anything else. */
function unpack(format: CadFormat, bytes: Uint8Array): Uint8Array | undefined {
  try {
    if (format === "gzip") return gunzipSync(bytes, { maxOutputLength: maxFileBytes });
    return format === "zip" ? unzipSingle(bytes) : undefined;
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new UnbakeError("too_large", `it unpacks to more than ${maxFileBytes} bytes`, { cause });
    }
    if (code === "Z_BUF_ERROR") throw new UnbakeError("truncated", `its ${format} data end too early`, { cause });
    throw new UnbakeError("unreadable", `its ${format} data are damaged (${(cause as Error).message})`, { cause });
  }
}

/** Without NULs and end-of-file marks (control-Z) at the end: disk images and old systems fill up the last block with them. */
function trimPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end--;
  return bytes.subarray(0, end);
}
