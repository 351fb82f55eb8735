/** Paths of uploaded files. */
import { faultOfPath, shownPath } from "../datasets/filePath.js";
import { ApiError } from "./errors.js";

/** The path, composed (NFC) so that one name has one spelling. Throws ApiError("bad_file_path"). */
export function checkedPath(path: string): string {
  const composed = path.normalize("NFC");
  const fault = faultOfPath(composed);
  if (fault !== undefined) throw new ApiError("bad_file_path", `${shownPath(path)}: ${fault}`);
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
