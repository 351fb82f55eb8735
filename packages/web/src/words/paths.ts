/** A file's path taken apart for showing. */
export function partsOfPath(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf("/") + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
}

export const nameOf = (path: string): string => partsOfPath(path).name;

export const stemOf = (path: string): string => nameOf(path).replace(/\.[^.]+$/, "");
