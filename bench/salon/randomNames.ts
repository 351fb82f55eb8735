// Copies of files under names that nobody chose: a program must not depend on them but for its header.
import { copyFile } from "node:fs/promises";
import path from "node:path";

/** Part numbers, hashes, other alphabets, blanks, leading digits, words of the language. */
const makers: readonly ((n: number, hash: string) => string)[] = [
  (n) => `${90128 + n}A${211 + n}`,
  (_, hash) => `model_${hash}_0001`,
  (_, hash) => hash,
  (n) => `支架-${n}`,
  (n) => `Кронштейн ${n}`,
  (n) => `  ${n} `,
  (n) => `3d ${n} (2)`,
  (n) => `fn_return_${n}`,
  (n) => `_${n}`,
  (_, hash) =>
    `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(1, 4)}-a${hash.slice(4, 7)}-${hash}${hash.slice(0, 2)}`,
];

/** Copies a file into `folder`; the path of the copy. `random`: between 0 and 1. */
export async function copyUnderRandomName(
  file: string,
  folder: string,
  index: number,
  random: () => number,
): Promise<string> {
  const hash = Array.from({ length: 12 }, () => Math.floor(random() * 16).toString(16)).join("");
  const make = makers[index % makers.length];
  const name = `${make?.(index, hash) ?? hash}${path.extname(file)}`;
  const copy = path.join(folder, name);
  await copyFile(file, copy);
  return copy;
}

/** A program without the comments at its head. */
export const withoutHeader = (program: string): string => program.replace(/^(?:\/\/[^\n]*\n)+/, "");
