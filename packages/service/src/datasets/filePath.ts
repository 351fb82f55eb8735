/**
 * Paths of a dataset's files, whether they are uploaded, listed in a bucket or unpacked: relative, slashes only, nothing that climbs or
 * hides. They become names in ZIP files and on disks, so what would be dangerous there is refused here.
 */

/** Longest path in bytes of UTF-8: S3's limit for a key is 1024, and ours adds a prefix. */
const maxPathBytes = 900;
/** Of what lies in a bucket of the customer, or in an archive: S3's own limit, of what will be no key of ours. */
export const maxForeignPathBytes = 1024;

/** Of a file in an archive, under the path of the archive. */
export const maxStoredPathBytes = maxPathBytes + 1 + maxForeignPathBytes;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f]/;
/** What is not seen, or turns the direction of what is: the name that is shown would not be the name that is meant. */
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** Why a path is refused; undefined when it is fine. */
export function faultOfPath(path: string, maxBytes = maxPathBytes): string | undefined {
  if (path === "") return "it is empty";
  if (control.test(path)) return "it has a control character";
  if (invisible.test(path)) return "it has an invisible or directional character";
  if (loneSurrogate.test(path) || path.includes("\uFFFD")) return "it is not valid UTF-8";
  if (path.includes("\\")) return "it has a backslash";
  if (path.startsWith("/") || /^[a-zA-Z]:/.test(path)) return "it is absolute";
  const segments = path.split("/");
  if (segments.includes("")) return "it has an empty segment";
  if (segments.includes("..") || segments.includes(".")) return "it has a . or .. segment";
  if (Buffer.byteLength(path) > maxBytes) return `it has more than ${maxBytes} bytes`;
  return undefined;
}

/** A refused path for people: quoted, cut, and nothing in it that is not seen. */
export function shownPath(path: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(path.slice(0, 200)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}
