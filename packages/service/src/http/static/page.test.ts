/**
 * The plain page in a real browser against a real service: token, datasets, live progress, one conversion with its pictures, programs and
 * certificate. Wants a Chromium of the system (Debian: apt-get install chromium; or UNBAKE_TEST_CHROMIUM names one); skips loudly without.
 * UNBAKE_TEST_SCREENSHOTS names a folder for pictures of what was seen.
 */
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../config/index.js";
import { silentLogger } from "../../log/index.js";
import { type Service, startService } from "../../serve/service.js";

const executablePath = [
  process.env.UNBAKE_TEST_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => file !== undefined && existsSync(file));
if (!executablePath) console.warn("SKIPPED: the page in a browser (no Chromium: apt-get install chromium)");

const example = fileURLToPath(new URL("../../../../../examples/blind-flange.step", import.meta.url));
const patienceMs = 150_000;

let folder = "";
let service: Service;
let browser: Browser;
let page: Page;
let url = "";
let token = "";
/** What a reader of the console would see. */
const complaints: string[] = [];

async function picture(name: string): Promise<void> {
  const screenshots = process.env.UNBAKE_TEST_SCREENSHOTS;
  if (!screenshots) return;
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
}

const textOf = async (selector: string) => (await page.locator(selector).allInnerTexts()).join("\n");

describe.runIf(executablePath)("the page", () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "unbake-page-"));
    await chmod(folder, 0o755);
    const flags = { data: folder, port: "0", jobs: "1", log_level: "error" };
    const childModule = fileURLToPath(new URL("../../../../jobs/dist/child/main.js", import.meta.url));
    service = await startService({
      config: await loadConfig({ flags, env: {} }),
      log: silentLogger,
      version: "0.0.0",
      withApi: true,
      childModule,
    });
    url = `http://127.0.0.1:${service.api?.port}/`;
    token = service.firstToken ?? "";
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.setDefaultTimeout(patienceMs);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it("asks for the token and makes a dataset", async () => {
    await page.goto(url);
    await page.getByLabel("Token").fill(token);
    await picture("1-token");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByLabel("New dataset for uploads").fill("pump parts");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "pump parts" }).waitFor();
  });

  it("uploads files and shows without a reload how they go on", async () => {
    const step = await readFile(example);
    await page.locator("input[type=file]").setInputFiles([
      { name: "blind-flange.step", mimeType: "model/step", buffer: step },
      { name: "cut-off.step", mimeType: "model/step", buffer: step.subarray(0, 9000) },
      { name: "drawing.sldprt", mimeType: "application/octet-stream", buffer: Buffer.from("x") },
    ]);
    await page.getByRole("button", { name: "Upload", exact: true }).click();
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
    const seen = new Set<string>();
    const row = page.locator("tr", { hasText: "blind-flange.step" });
    const done = row.locator("text=completed").waitFor();
    const watching = setInterval(async () => seen.add(await row.locator("td").nth(3).innerText()), 100);
    await picture("2-running");
    await done;
    clearInterval(watching);
    // Phases that only come by events: nothing was pressed.
    expect(seen.size).toBeGreaterThan(3);
    await page.locator("tr", { hasText: "cut-off.step" }).locator("text=error_user").waitFor();
    await page.locator("tr", { hasText: "drawing.sldprt" }).locator("text=error_unsupported").waitFor();
    await picture("3-dataset");
    expect(await textOf("main")).toContain("3 files");
  }, 240_000);

  it("filters and searches", async () => {
    await page.getByLabel("Status").selectOption("success");
    await page.getByRole("link", { name: "cut-off.step" }).waitFor({ state: "detached" });
    await page.getByLabel("Status").selectOption("");
    await page.getByLabel("Search").fill("drawing");
    await page.getByLabel("Search").press("Enter");
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor({ state: "detached" });
    expect(await page.locator("tbody tr").count()).toBe(1);
    await page.getByLabel("Search").fill("");
    await page.getByLabel("Search").press("Enter");
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
  });

  it("shows a conversion with pictures, programs, metadata and certificate", async () => {
    await page.getByRole("link", { name: "blind-flange.step" }).click();
    await page.getByRole("heading", { name: "Certificate" }).waitFor();
    const pictures = page.locator(".pictures img");
    expect(await pictures.count()).toBe(12);
    const widths = await pictures.evaluateAll((images) =>
      images.map((image) => (image as { naturalWidth?: number }).naturalWidth),
    );
    expect(widths).toEqual(new Array(12).fill(512));
    const text = await textOf("main");
    for (const part of ["Salon KCL", "Raw KCL", "extrude(", "original.format", '"verified": true', "success"])
      expect(text).toContain(part);
    await picture("4-conversion");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "the original file" }).click();
    expect(await readFile((await (await download).path()) ?? "")).toEqual(await readFile(example));
    await page.getByRole("link", { name: "pump parts" }).click();
    await page.getByRole("heading", { name: "pump parts" }).waitFor();
  });

  it("says what is wrong with a file, in words", async () => {
    await page.getByRole("link", { name: "drawing.sldprt" }).click();
    await page.getByRole("heading", { name: "drawing.sldprt" }).waitFor();
    expect(await textOf("main")).toMatch(/error_unsupported[\s\S]*STEP/);
    await picture("5-unsupported");
    await page.getByRole("link", { name: "unbake" }).click();
    await page.getByRole("heading", { name: "Datasets" }).waitFor();
    expect(await textOf("tbody")).toMatch(/pump parts[\s\S]*3[\s\S]*1[\s\S]*2/);
    await picture("6-datasets");
  });

  it("never complains in the console, and forgets the token when told", async () => {
    expect(complaints).toEqual([]);
    await page.getByRole("button", { name: "Forget the token" }).click();
    await page.getByLabel("Token").waitFor();
    expect(await page.evaluate("localStorage.length")).toBe(0);
  });
});
