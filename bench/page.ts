// The page in a real Chromium, without a graphics card: models through a driver in software, lists as such a browser draws them.
//
//   npm run bench:page [-- --conversions 100000] [--no-record]
//
// 1. First view of a browser that has nothing of the page: until the list of datasets is there; the scripts that it took, gzipped.
// 2. A list of 100,000 conversions scrolled from its start as fast as pages come: what each frame took, and rows that were missing in view.
// 3. A model of a million triangles: until it is shown, and frames while it is turned.
// Bars: 1.5 s, 250 kB, no frame over 100 ms while scrolling. Writes bench/results/page.json; exits with 1 when a bar is missed.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { writeGlb } from "@unbake/engine";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../packages/web/browser/chromium.js";
import { framesOf } from "./page/frames.js";
import { seed } from "./page/seed.js";
import { readArguments } from "./runner/arguments.js";
import { rounded } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";
import { startServe } from "./service/process.js";
import { wavyRing } from "./snapshot/meshes.js";

const { flags, command } = readArguments("page", { conversions: 100_000, "no-record": false });
const bars = { first_view_ms: 1500, scripts_gzip_kb: 250, frame_ms: 100 };
const scrollFrames = 300;
const turnFrames = 12;

/** A browser that was never here, whose reader has signed in. */
async function freshPage(browser: Browser, token: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(`localStorage.setItem("unbake-token", ${JSON.stringify(token)})`);
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

async function firstView(browser: Browser, url: string, token: string) {
  const page = await freshPage(browser, token);
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  const began = performance.now();
  await page.goto(`${url}/datasets`);
  await page.getByRole("link", { name: "archive" }).waitFor();
  const ms = performance.now() - began;
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return { first_view_ms: Math.round(ms), scripts_gzip_kb: rounded(bytes / 1000, 1) };
}

async function scrolling(browser: Browser, url: string, token: string, datasetId: string) {
  const page = await freshPage(browser, token);
  await page.goto(`${url}/datasets/${datasetId}`);
  await page.getByRole("row").nth(10).waitFor();
  const frames = await framesOf(
    page,
    `const list = document.querySelector("section.scroller");
     for (let i = 0; i < ${scrollFrames}; i++) { list.scrollTop += 400; await frame(); }`,
  );
  const rows = (await page.evaluate(`Math.round(document.querySelector("section.scroller").scrollTop / 48)`)) as number;
  await page.context().close();
  return { ...frames, rows_passed: rows };
}

async function turning(browser: Browser, url: string, token: string, datasetId: string, conversionId: string) {
  const page = await freshPage(browser, token);
  const mesh = wavyRing(1000, 500);
  const glb = Buffer.from(writeGlb([{ name: "ring", mesh }]));
  await page.route("**/models/original/glb", (route) => route.fulfill({ body: glb, contentType: "model/gltf-binary" }));
  await page.goto(`${url}/datasets/${datasetId}/conversions/${conversionId}`);
  const began = performance.now();
  await page.locator("canvas[data-ready=true]").waitFor();
  const ms = performance.now() - began;
  const frames = await framesOf(
    page,
    `const canvas = document.querySelector("canvas");
     const box = canvas.getBoundingClientRect();
     const at = (type, i) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, buttons: 1, bubbles: true,
       clientX: box.x + 100 + i * 4, clientY: box.y + 200 }));
     canvas.setPointerCapture = () => {};
     canvas.releasePointerCapture = () => {};
     at("pointerdown", 0);
     for (let i = 0; i < ${turnFrames}; i++) { at("pointermove", i); await frame(); }
     at("pointerup", ${turnFrames});`,
  );
  await page.context().close();
  return {
    triangles: mesh.triangles.length / 3,
    megabytes: rounded(glb.length / 1e6, 1),
    shown_ms: Math.round(ms),
    ...frames,
  };
}

const folder = await mkdtemp(path.join(tmpdir(), "unbake-bench-page-"));
await chmod(folder, 0o755);
const loadBefore = loadavg().map((load) => rounded(load, 2));
const serve = await startServe(folder, { jobs: 0 });
const browser = await startBrowser();
const plainBrowser = await startBrowser({ models: false });
try {
  const { datasetId, conversionId } = await seed(serve.databaseUrl, flags.conversions);
  const first = await firstView(plainBrowser, serve.url, serve.token);
  process.stderr.write(`${JSON.stringify(first)}\n`);
  const list = await scrolling(plainBrowser, serve.url, serve.token, datasetId);
  process.stderr.write(`${JSON.stringify(list)}\n`);
  const model = await turning(browser, serve.url, serve.token, datasetId, conversionId);
  process.stderr.write(`${JSON.stringify(model)}\n`);
  const missed = [
    ...(first.first_view_ms > bars.first_view_ms ? ["first_view_ms"] : []),
    ...(first.scripts_gzip_kb > bars.scripts_gzip_kb ? ["scripts_gzip_kb"] : []),
    ...(list.longest_ms > bars.frame_ms ? ["frame_ms"] : []),
  ];
  const rows = [
    { what: "first view", ...first },
    { what: "scrolling", conversions: flags.conversions, ...list },
    { what: "turning", ...model },
  ];
  const summary = {
    bars,
    missed,
    graphics: { lists: "software", models: "software (SwiftShader)" },
    load_before: loadBefore,
  };
  if (!flags["no-record"]) await writeResults("page", command, { summary, rows });
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await Promise.all([browser.close(), plainBrowser.close()]);
  await serve.stop();
  await rm(folder, { recursive: true, force: true });
}
