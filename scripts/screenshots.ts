// npm run screenshots: pictures of every view of the page, in light, dark and narrow, of a real service with the examples converted;
// small WebP files in docs/images. Needs Chromium, as the tests in the browser do.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { root } from "../bench/runner/folders.js";
import { startBrowser } from "../packages/web/browser/chromium.js";
import { type RunningService, startService } from "../packages/web/browser/service.js";

const folder = path.join(root, "docs", "images");
const quality = 78;
const looks = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "narrow", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;
const files = ["blind-flange.step", "gear-blank.step", "idler-shaft.step", "mounting-bracket.step"];
const convertedMs = 300_000;
/** Until the pictures of a list are there. */
const picturesMs = 1500;

interface Item {
  readonly id: string;
  readonly status: string;
  readonly file_path: string;
}

/** A dataset of the examples, all converted. */
async function prepare({ url, token }: RunningService) {
  const headers = { authorization: `Bearer ${token}` };
  const made = await fetch(`${url}/org/datasets`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name: "pump parts", source: { provider: "zoo_managed" } }),
  });
  const { id } = (await made.json()) as { readonly id: string };
  const form = new FormData();
  for (const name of files) form.append("file", new Blob([await readFile(path.join(root, "examples", name))]), name);
  form.append(
    "file",
    new Blob([(await readFile(path.join(root, "examples", "blind-flange.step"))).subarray(0, 9000)]),
    "cut-off.step",
  );
  form.append("file", new Blob(["x"]), "drawing.sldprt");
  await fetch(`${url}/org/datasets/${id}/uploads`, { method: "POST", headers, body: form });
  for (
    const until = Date.now() + convertedMs;
    Date.now() < until;
    await new Promise((done) => setTimeout(done, 1000))
  ) {
    const answer = await fetch(`${url}/org/datasets/${id}/conversions`, { headers });
    const { items } = (await answer.json()) as { readonly items: readonly Item[] };
    const shown = items.find(({ file_path }) => file_path === "blind-flange.step");
    if (shown && items.every(({ status }) => status !== "queued" && status !== "in_progress"))
      return { datasetId: id, conversionId: shown.id };
  }
  throw new Error("the examples were not converted in time");
}

async function keep(page: Page, name: string): Promise<void> {
  await writeFile(
    path.join(folder, `${name}.webp`),
    await sharp(await page.screenshot())
      .webp({ quality })
      .toBuffer(),
  );
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
  await page.locator("canvas[data-ready=true]").waitFor();
}

/** Every view in one look. */
async function take(
  browser: Browser,
  { url, token }: RunningService,
  ids: Awaited<ReturnType<typeof prepare>>,
  look: (typeof looks)[number],
) {
  const page = await browser.newPage({ colorScheme: look.colorScheme, viewport: look.viewport });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await page.getByLabel("Token").waitFor();
  await keep(page, `sign-in-${look.name}`);
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "pump parts" }).waitFor();
  await keep(page, `datasets-${look.name}`);
  const dataset = `${url}/datasets/${ids.datasetId}`;
  await page.goto(`${dataset}?counts=true`);
  await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
  await page.locator("img.thumb").first().waitFor();
  await page.waitForTimeout(picturesMs);
  await keep(page, `dataset-${look.name}`);
  await page.goto(`${dataset}/conversions/${ids.conversionId}`);
  await page.locator("canvas[data-ready=true]").waitFor();
  await page.locator(".cm-line").first().waitFor();
  await keep(page, `conversion-${look.name}`);
  await choose(page, "Way of looking", "Deviation");
  await page.getByText("between the meshes").waitFor();
  await keep(page, `deviation-${look.name}`);
  await page.goto(`${dataset}/statistics`);
  await page.getByRole("heading", { name: "Status", exact: true }).waitFor();
  await keep(page, `statistics-${look.name}`);
  await page.close();
}

await mkdir(folder, { recursive: true });
const service = await startService();
const browser = await startBrowser();
try {
  const ids = await prepare(service);
  for (const look of looks) await take(browser, service, ids, look);
} finally {
  await browser.close();
  await service.stop();
}
