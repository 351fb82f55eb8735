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

/** WebGL without a graphics card. */
const args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

export function startBrowser(): Promise<Browser> {
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
