/** What the operating system says of files, in words. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EEXIST: "there is a file of that name, and no folder",
  ENOTDIR: "a part of its path is a file, and no folder",
  EISDIR: "there is a folder of that name",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open",
};

/** Why a file operation failed. */
export function fileReason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return reasons[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
}

/** The error is the operating system's, about a file. */
export const isFileError = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string" && "syscall" in error;
