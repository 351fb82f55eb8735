/**
 * Compares pixels with a PNG in src/golden. When they differ, the picture and one of the differences (red where a pixel
 * differs, over a pale copy) are written to a temporary folder that the message names. UPDATE_GOLDEN=1 writes the PNGs anew: look at them.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { encodePng } from "../snapshot.js";
import type { Pixels } from "../types.js";

const folder = fileURLToPath(new URL("../golden/", import.meta.url));

/** Undefined when the pixels are those of the golden picture, else where to look. */
export async function differenceFromGolden(name: string, pixels: Pixels): Promise<string | undefined> {
  const file = path.join(folder, `${name}.png`);
  if (process.env.UPDATE_GOLDEN === "1") await writeFile(file, await encodePng(pixels));
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height, rgba } = pixels;
  if (info.width !== width || info.height !== height)
    return `${name} is ${width} x ${height}, golden ${info.width} x ${info.height}`;
  const difference = new Uint8Array(rgba.length);
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const same = [0, 1, 2, 3].every((k) => rgba[i + k] === data[i + k]);
    if (!same) count++;
    difference.set(same ? [0, 1, 2].map((k) => 192 + (rgba[i + k] ?? 0) / 4) : [255, 0, 0], i);
    difference[i + 3] = 255;
  }
  if (count === 0) return undefined;
  const place = path.join(tmpdir(), "unbake-golden");
  await mkdir(place, { recursive: true });
  await writeFile(path.join(place, `${name}.png`), await encodePng(pixels));
  await writeFile(path.join(place, `${name}.difference.png`), await encodePng({ width, height, rgba: difference }));
  return `${count} pixels of ${name} differ: see ${place}/${name}.png and ${name}.difference.png beside ${file}`;
}
