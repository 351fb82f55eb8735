/** A Chromium of the system (Debian: apt-get install chromium; or UNBAKE_TEST_CHROMIUM names one), and what its reader would complain of. */
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { repository } from "./service.js";

export const executablePath = [
  process.env.UNBAKE_TEST_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => file !== undefined && existsSync(file));

/** WebGL without a graphics card. Everything else on a page is then drawn through it as well, some ten times slower than without. */
const webgl = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/** Views without models can be looked at without WebGL, as quickly as a browser draws them that has no graphics card. */
export function startBrowser({ models }: { readonly models: boolean } = { models: true }): Promise<Browser> {
  const args = ["--no-sandbox", ...(models ? webgl : ["--disable-gpu"])];
  return chromium.launch({ executablePath: executablePath ?? "", args });
}

/** Notes errors and warnings of the console, errors of scripts, and requests to other hosts. */
export function noteComplaints(page: Page, ownUrl: string): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    // Of the graphics driver in software, not of the page.
    if (/GPU stall|GroupMarkerNotSet/.test(message.text())) return;
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(ownUrl) && !/^(blob|data):/.test(request.url()))
      complaints.push(`request to ${request.url()}`);
  });
  return complaints;
}

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds wrong on the page as it is shown now. */
export async function violationsOf(page: Page): Promise<string[]> {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(await readFile(source, "utf8"));
  const { violations } = (await page.evaluate("axe.run()")) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** UNBAKE_TEST_SCREENSHOTS names a folder for pictures of what was seen. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.UNBAKE_TEST_SCREENSHOTS;
  if (!folder) return;
  await mkdir(path.resolve(repository, folder), { recursive: true });
  await page.screenshot({ path: path.resolve(repository, folder, `${name}.png`) });
}
