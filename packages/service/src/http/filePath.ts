/**
 * Paths of uploaded files: relative, slashes only, nothing that climbs or hides. They become object keys and names in ZIP files, so what
 * would be dangerous there is refused here, whatever the storage makes of it.
 */
import { ApiError } from "./errors.js";

/** Longest path in bytes of UTF-8: S3's limit for a key is 1024, and ours adds a prefix. */
const maxPathBytes = 900;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f]/;
/** What is not seen, or turns the direction of what is: the name that is shown would not be the name that is meant. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** Why a path is refused; undefined when it is fine. */
export function faultOfPath(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (control.test(path)) return "it has a control character";
  if (invisible.test(path)) return "it has an invisible or directional character";
  if (loneSurrogate.test(path) || path.includes("\uFFFD")) return "it is not valid UTF-8";
  if (path.includes("\\")) return "it has a backslash";
  if (path.startsWith("/") || /^[a-zA-Z]:/.test(path)) return "it is absolute";
  const segments = path.split("/");
  if (segments.includes("")) return "it has an empty segment";
  if (segments.includes("..") || segments.includes(".")) return "it has a . or .. segment";
  if (Buffer.byteLength(path) > maxPathBytes) return `it has more than ${maxPathBytes} bytes`;
  return undefined;
}

/** The path, composed (NFC) so that one name has one spelling. Throws ApiError("bad_file_path"). */
export function checkedPath(path: string): string {
  const composed = path.normalize("NFC");
  const fault = faultOfPath(composed);
  if (fault !== undefined) throw new ApiError("bad_file_path", `${JSON.stringify(path.slice(0, 200))}: ${fault}`);
  return composed;
}

/** `Content-Disposition` of a file to be saved under the last part of its path. ASCII only: headers know nothing else everywhere. */
export function attachment(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  const ascii = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^ -~]|["\\%]/g, "_");
  return `attachment; filename="${ascii.trim() || "file"}"`;
}
