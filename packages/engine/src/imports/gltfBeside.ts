import type { OpenedFile } from "@unbake/formats";
import { UnbakeError } from "@unbake/ground";
import type { ImportedFile } from "./readImport.js";

interface Buffers {
  readonly buffers?: readonly { readonly uri?: unknown }[];
}

/** The glTF text with the buffers that lie in files beside it written into it. A file that is missing stays for the reader to say. */
export function withBuffersBeside(opened: OpenedFile, beside: readonly ImportedFile[]): OpenedFile {
  if (beside.length === 0) return opened;
  const json = parsed(opened.bytes);
  const buffers = (json.buffers ?? []).map((buffer) => {
    const file = typeof buffer.uri === "string" ? fileNamed(beside, decodeURIComponent(buffer.uri)) : undefined;
    if (file === undefined) return buffer;
    return { ...buffer, uri: `data:application/octet-stream;base64,${Buffer.from(file.bytes).toString("base64")}` };
  });
  return { ...opened, bytes: new TextEncoder().encode(JSON.stringify({ ...json, buffers })) };
}

function parsed(bytes: Uint8Array): Buffers {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Buffers;
  } catch (cause) {
    throw new UnbakeError("syntax", `its JSON: ${(cause as Error).message}`, { cause });
  }
}

/** The interpreter names files by the path that it found them at; the text by one relative to itself. */
const fileNamed = (files: readonly ImportedFile[], uri: string): ImportedFile | undefined =>
  files.find(({ path }) => path === uri || path.endsWith(`/${uri}`));
