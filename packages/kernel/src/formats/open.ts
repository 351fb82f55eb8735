/** Makes the content of a file plain: unpacks, decodes, strips what is not content. */
import { gunzipSync } from "node:zlib";
import { UnbakeError } from "../errors.js";
import { detectFormat } from "./detect.js";
import { maxFileBytes, maxUnpackDepth } from "./limits.js";
import type { OpenedFile } from "./types.js";

/**
 * Opens a file by content: a gzip is unpacked (within limits) and looked at again, UTF-16 becomes UTF-8, a byte-order mark,
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
  if (detected.format === "gzip") {
    if (depth >= maxUnpackDepth) throw new UnbakeError("too_large", `archives nested more than ${maxUnpackDepth} deep`);
    const inner = openBytes(gunzip(bytes), depth + 1);
    return { ...inner, warnings: ["the file was gzip-compressed and has been unpacked", ...inner.warnings] };
  }
  if (detected.format !== "step") {
    return { format: detected.format, description: detected.description, bytes, warnings: [] };
  }
  const warnings: string[] = [];
  let content = bytes.subarray(detected.skip);
  if (detected.encoding !== "bytes") {
    content = new TextEncoder().encode(new TextDecoder(detected.encoding).decode(content));
    warnings.push(`the file was encoded in ${detected.encoding.toUpperCase()} and has been decoded`);
  } else if (detected.skip > 3) {
    warnings.push(`${detected.skip} bytes before ISO-10303-21 have been skipped`);
  }
  const trimmed = trimPadding(content);
  if (content.length - trimmed.length > 0 && content[trimmed.length] === 0) {
    warnings.push(`${content.length - trimmed.length} bytes of padding at the end have been removed`);
  }
  return { format: "step", description: detected.description, bytes: trimmed, warnings };
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxFileBytes });
  } catch (cause) {
    if ((cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") {
      throw new UnbakeError("too_large", `it unpacks to more than ${maxFileBytes} bytes`, { cause });
    }
    throw new UnbakeError("truncated", `the gzip data is damaged or incomplete (${(cause as Error).message})`, {
      cause,
    });
  }
}

/** Without NULs and end-of-file marks (control-Z) at the end: disk images and old systems fill up the last block with them. */
function trimPadding(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x1a)) end--;
  return bytes.subarray(0, end);
}
