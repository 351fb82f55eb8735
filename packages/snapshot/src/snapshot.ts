/** A scene to a PNG file. */
import { renderPixels } from "./renderPixels.js";
import type { PictureOptions, Pixels, Scene } from "./types.js";

type Sharp = typeof import("sharp").default;

let loaded: Promise<Sharp> | undefined;

/** Loaded with the first picture: most conversions on the command line draw none, and loading takes 0.1 s. */
function loadSharp(): Promise<Sharp> {
  loaded ??= import("sharp").then(({ default: sharp }) => {
    // A worker draws one picture at a time and never the same twice: threads and a cache of libvips would only cost it memory.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return loaded;
}

/**
 * A picture of a scene as the bytes of a PNG file (8 bits a channel; with an alpha channel on transparent ground): the same
 * bytes on every run. Throws as `renderPixels` does.
 */
export async function snapshot(scene: Scene, options: PictureOptions = {}): Promise<Uint8Array> {
  return encodePng(renderPixels(scene, options));
}

/** Pixels as a PNG file; without an alpha channel when all are opaque. */
export async function encodePng({ width, height, rgba }: Pixels): Promise<Uint8Array> {
  let opaque = true;
  for (let i = 3; opaque && i < rgba.length; i += 4) opaque = rgba[i] === 255;
  const sharp = await loadSharp();
  const image = sharp(rgba, { raw: { width, height, channels: 4 } });
  const png = (opaque ? image.removeAlpha() : image).png({
    compressionLevel: 6,
    adaptiveFiltering: false,
    palette: false,
  });
  return new Uint8Array(await png.toBuffer());
}
