/** The flows of the page, one after the other, in one browser: each goes on where the one before ended. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { executablePath, noteComplaints, picture, startBrowser, violationsOf } from "./chromium.js";
import { type RunningService, repository, startService } from "./service.js";

if (!executablePath) console.warn("SKIPPED: the page in a browser (no Chromium: apt-get install chromium)");

const example = path.join(repository, "examples", "blind-flange.step");
/** A plate with a freeform handle: the one of packages/recover/src/convert/bestEffort.test.ts. */
const refused = path.join(repository, "packages", "web", "browser", "handle.step");
/** Of the example: without its holes and its raised face, with a disc beside it. */
const wrongFlange = `@settings(defaultLengthUnit = mm, kclVersion = 1.0)

plate = extrude(circle(startSketchOn(XY), center = [0, 0], radius = 100), length = 20)
disc = extrude(circle(startSketchOn(XY), center = [200, 0], radius = 20), length = 30)
`;
const patienceMs = 40_000;

let service: RunningService;
let browser: Browser;
let page: Page;
let complaints: string[] = [];

/** Chooses a way of looking at the models. */
async function look(name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Way of looking" }).click();
  await page.getByRole("option", { name }).click();
  await page.locator("canvas[data-ready=true]").waitFor();
}

/** Goes from difference to difference, once round and one back, and counts them. */
async function differences(): Promise<{ added: number; removed: number }> {
  await look("Differences");
  const viewer = page.locator(".viewer-legend");
  const n = Number.parseInt(await viewer.getByText(/^\d+ differences?$/).innerText(), 10);
  const found = { added: 0, removed: 0 };
  for (let i = 1; i <= n; i++) {
    await viewer.getByRole("button", { name: "Next" }).click();
    const words = await viewer.getByText(`${i} of ${n}, `).innerText();
    found[words.endsWith("only in the result") ? "added" : "removed"]++;
  }
  await viewer.getByRole("button", { name: "Previous" }).click();
  await viewer.getByText(`${Math.max(n - 1, 1)} of ${n}, `).waitFor();
  return found;
}

describe.runIf(executablePath)("the page", () => {
  beforeAll(async () => {
    service = await startService();
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    complaints = noteComplaints(page, service.url);
    page.setDefaultTimeout(patienceMs);
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  it("leads a deep link to the token, and refuses a wrong one in words", async () => {
    await page.goto(`${service.url}/datasets?x=1`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel("Token").fill("unbake_wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    // The browser itself writes that a request was refused.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("401")]);
    await page.getByLabel("Token").fill(service.token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("There is no dataset yet.").waitFor();
    expect(await page.title()).toBe("Datasets · unbake");
    expect(await violationsOf(page)).toEqual([]);
  });

  it("keeps a cookie that opens pictures only and that no script sees", async () => {
    const [cookie] = await page.context().cookies(`${service.url}/x/datasets`);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/x/datasets" });
    const status = await page.evaluate("fetch('/org/datasets').then((answer) => answer.status)");
    expect(status).toBe(401);
    complaints.splice(0);
  });

  it("shows the policies of a bucket, and makes a dataset for uploads", async () => {
    await page.keyboard.press("c");
    await page.getByText("S3 bucket").click();
    await page.getByLabel("Address").fill("s3://cad-archive/parts");
    await page.getByLabel("Role to assume").fill("arn:aws:iam::123456789012:role/reader");
    await page.getByText("sts:AssumeRole").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "create");
    await page.getByText("Uploads", { exact: true }).click();
    await page.getByLabel("Name").fill("pump parts");
    await page.getByRole("button", { name: "Create" }).click();
    await page.getByRole("heading", { name: "pump parts" }).waitFor();
    await page.getByText("There are no files yet.").waitFor();
  });

  it("uploads files and shows without a reload how they go on", async () => {
    const step = await readFile(example);
    await page.getByLabel("Files to upload").setInputFiles([
      { name: "blind-flange.step", mimeType: "model/step", buffer: step },
      { name: "cut-off.step", mimeType: "model/step", buffer: step.subarray(0, 9000) },
      { name: "drawing.sldprt", mimeType: "application/octet-stream", buffer: Buffer.from("x") },
    ]);
    await page.getByText("3 files uploaded").waitFor();
    await page.getByText("3 conversions queued.").waitFor();
    await page.getByRole("button", { name: "Close the upload" }).click();
    const row = page.getByRole("row").filter({ hasText: "blind-flange.step" });
    await row.getByText("In progress").waitFor();
    await row.getByText("Success").waitFor();
    await row.getByText("Verified raw, salon").waitFor();
    await page.getByRole("row").filter({ hasText: "cut-off.step" }).getByText("Broken file").waitFor();
    await page
      .getByRole("row")
      .filter({ hasText: "drawing.sldprt" })
      .getByText("Not supported", { exact: true })
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "table");
  });

  it("keeps filters in the address", async () => {
    await page.getByRole("button", { name: /^Success/ }).click();
    await page.getByRole("link", { name: "cut-off.step" }).waitFor({ state: "detached" });
    await expect.poll(() => page.url()).toContain("status=success");
    await page.reload();
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
    expect(await page.getByRole("link", { name: "cut-off.step" }).count()).toBe(0);
    await page.getByRole("button", { name: /^All/ }).click();
    await page.keyboard.press("/");
    await page.keyboard.type("drawing");
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor({ state: "detached" });
    await expect.poll(() => page.url()).toContain("q=drawing");
    await page.getByLabel("Path or id").fill("nothing like this");
    await page.getByRole("button", { name: "Show all files" }).click();
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
  });

  it("shows the files as pictures that the browser loads by address", async () => {
    await page.getByRole("button", { name: "Pictures" }).click();
    await expect.poll(() => page.url()).toContain("layout=grid");
    const pictures = page.locator("img.card-picture");
    await pictures.nth(1).waitFor();
    expect(await pictures.count()).toBe(2);
    await expect
      .poll(() => pictures.evaluateAll((all) => all.map((image) => (image as { naturalWidth?: number }).naturalWidth)))
      .toEqual([512, 512]);
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "grid");
  });

  it("does things with many files at once", async () => {
    await page.getByRole("checkbox", { name: "Select cut-off.step" }).click();
    await page.getByText("1 file selected").waitFor();
    await page.getByRole("button", { name: "Convert again" }).click();
    await page.getByRole("button", { name: "Table" }).click();
    const row = page.getByRole("row").filter({ hasText: "cut-off.step" });
    await row.getByText("Broken file").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download originals" }).click();
    expect((await download).suggestedFilename()).toBe("pump parts.originals.zip");
    await page.getByRole("button", { name: "Select all 3 files" }).click();
    await page.getByText("3 files selected").waitFor();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
  });

  it("filters by what is counted, and says why files have no conversion", async () => {
    await page.getByRole("button", { name: "Filters" }).click();
    const counts = page.getByRole("complementary", { name: "Counts" });
    await counts.getByRole("button", { name: "truncated" }).click();
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor({ state: "detached" });
    await expect.poll(() => page.url()).toContain("failure=truncated");
    await page.getByRole("region", { name: "Filters" }).getByText("failure: truncated").click();
    await counts.getByRole("button", { name: "Faces 10 to 20: 1 file" }).click();
    await page.getByRole("link", { name: "cut-off.step" }).waitFor({ state: "detached" });
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "filters");
    await page.getByRole("button", { name: "Show all files" }).click();
    await page.getByRole("combobox", { name: "Order" }).click();
    await page.getByRole("option", { name: "Worst first" }).click();
    await expect.poll(() => page.url()).toContain("sort=worst");
    await page.getByRole("combobox", { name: "Search by" }).click();
    await page.getByRole("option", { name: "Meaning" }).click();
    await page.getByLabel("Path or id", { exact: true }).fill("disc with holes");
    await page.getByRole("link", { name: "blind-flange.step" }).waitFor();
    await page.getByLabel("Path or id", { exact: true }).fill("");
    await page.getByRole("combobox", { name: "Search by" }).click();
    await page.getByRole("option", { name: "Path or id" }).click();
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Files without a conversion" }).click();
    await page.getByText("There is none").waitFor();
    await page.keyboard.press("Escape");
  });

  it("shows both models, both programs and what lies between them", async () => {
    await page.getByRole("link", { name: "blind-flange.step" }).click();
    await page.getByRole("heading", { name: "blind-flange.step" }).waitFor();
    await page.locator("canvas[data-ready=true]").waitFor();
    await page.getByRole("textbox", { name: "Salon KCL" }).getByText("Driving dimensions").waitFor();
    const programs = page.getByRole("region", { name: "Programs" });
    await programs.getByRole("tab", { name: "Raw", exact: true }).click();
    await page.getByRole("textbox", { name: "Raw KCL" }).getByText("extrude(").first().waitFor();
    await page.getByRole("tab", { name: "Raw against salon" }).click();
    await expect.poll(() => page.locator(".cm-changedLine").count()).toBeGreaterThan(0);
    expect(await page.title()).toBe("blind-flange.step · pump parts · unbake");
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "conversion");
  });

  it("lights up the line that made the face under the pointer, and the faces that a line made", async () => {
    await page.getByRole("region", { name: "Programs" }).getByRole("tab", { name: "Salon", exact: true }).click();
    const canvas = page.locator("canvas[data-ready=true]");
    const { x, y, width, height } = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width * 0.8, y + height * 0.55);
    await page.locator(".cm-marked").waitFor();
    const line = await page.locator(".cm-marked").innerText();
    expect(line).toContain("revolve(");
    expect(await page.locator(".viewer-line").innerText()).toContain(line.trim());
    await page.mouse.move(x + width * 0.8, y - 4);
    await page.locator(".cm-marked").waitFor({ state: "detached" });
    await page.locator(".cm-line").filter({ hasText: "patternCircular3d" }).hover();
    await expect.poll(() => canvas.getAttribute("data-lit")).toBe("7");
    await page.mouse.move(0, 0);
  });

  it("lays both models over one another, blends them, and measures the distance between them", async () => {
    await look("Differences");
    await page.getByText("No difference.").waitFor();
    await look("Blend");
    await page.getByRole("slider", { name: "From the original to the result" }).fill("0.8");
    await look("Deviation");
    await page.getByRole("button", { name: "Go to the worst point" }).click();
    await page.getByText("between the meshes").waitFor();
    await page.getByRole("combobox", { name: "Section" }).click();
    await page.getByRole("option", { name: "Section Y" }).click();
    await page.getByRole("slider", { name: "Place of the section" }).fill("0.4");
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "deviation");
    await look("Side by side");
  });

  it("draws in lines, cut open", async () => {
    await page.getByRole("combobox", { name: "Look of the pictures" }).click();
    await page.getByRole("option", { name: "Lines, section Y" }).click();
    const drawing = page.getByRole("img", { name: "Drawing: Salon result, isometric" });
    await drawing.scrollIntoViewIfNeeded();
    await expect
      .poll(() => drawing.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth), {
        timeout: patienceMs,
      })
      .toBeGreaterThan(0);
  });

  it("follows a parameter with the model, and says what is wrong with a program", async () => {
    await page.getByRole("spinbutton", { name: "disc length" }).fill("40");
    await page.getByText("With your changes").waitFor();
    await page.getByRole("tab", { name: "Edit *" }).click();
    const editor = page.getByRole("textbox", { name: "KCL to edit" });
    await editor.getByText("discLength = 40mm").waitFor();
    await page.getByText("The model shows your changes.").waitFor();
    await editor.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("rest = nothingOfTheKind");
    await page.getByRole("list", { name: "Findings" }).getByText("nothingOfTheKind").first().waitFor();
    await page.getByText("Not executed").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Undo all" }).click();
    await page.getByRole("region", { name: "Feature tree" }).getByText("subtract").first().waitFor();
  });

  it("puts a program written by hand in the place of the raw one, verified, and takes it away", async () => {
    const editor = page.getByRole("textbox", { name: "KCL to edit" });
    await editor.click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("// by hand\n");
    await page.getByRole("button", { name: "Use and verify" }).click();
    const programs = page.getByRole("region", { name: "Programs" });
    await programs.getByRole("tab", { name: "By hand" }).waitFor();
    await page.getByText("Success").first().waitFor();
  });

  it("shows what a wrong program adds and leaves out, one difference after the other, and goes back to the converter's", async () => {
    const programs = page.getByRole("region", { name: "Programs" });
    await programs.getByRole("tab", { name: "Edit" }).click();
    await page.getByRole("textbox", { name: "KCL to edit" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(wrongFlange);
    await page.getByText("The model shows your changes.").waitFor();
    await page.getByRole("button", { name: "Use and verify" }).click();
    await page.getByText("As it is stored.").waitFor();
    await page.locator(".head-facts").getByText("Success").waitFor({ state: "detached" });
    await page.locator(".head-facts").getByText("Success").waitFor();
    // Eight holes that are filled and a disc beside it; the raised face is missing.
    expect(await differences()).toEqual({ added: 9, removed: 1 });
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "differences");
    await programs.getByRole("tab", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Back to the converter's" }).click();
    await programs.getByRole("tab", { name: "By hand" }).waitFor({ state: "detached" });
    await programs.getByRole("tab", { name: "Salon", exact: true }).waitFor();
    await page.locator(".head-facts").getByText("Success").waitFor();
  });

  it("gives results in formats of exchange, and a project", async () => {
    for (const [item, ending] of [
      ["Result as STEP", "step"],
      ["Result as STL", "stl"],
      ["Project (ZIP)", "zip"],
      ["Drawing of the result (SVG)", "svg"],
    ] as const) {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download" }).click();
      await page.getByRole("menuitem", { name: item }).click();
      expect((await download).suggestedFilename()).toBe(`blind-flange.${ending}`);
    }
  });

  it("says in words what is proven, and how long each phase took", async () => {
    const certificate = page.getByRole("region", { name: "Certificate" });
    await certificate.getByText("Every face of the original has its counterpart.").waitFor();
    await certificate.getByText("14 of 14 faces").waitFor();
    const phases = page.getByRole("region", { name: /^Phases/ });
    expect(await phases.innerText()).toMatch(/Recover raw program\s+[\d.]+ m?s/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    await page.getByRole("menuitem", { name: "Original file" }).click();
    expect(await readFile((await (await download).path()) ?? "")).toEqual(await readFile(example));
  });

  it("shows how far a file was converted that was refused", async () => {
    const crumbs = page.getByRole("link", { name: "pump parts" });
    await crumbs.click();
    await page
      .getByLabel("Files to upload")
      .setInputFiles([{ name: "handle.step", mimeType: "model/step", buffer: await readFile(refused) }]);
    await page.getByRole("button", { name: "Close the upload" }).click();
    const row = page.getByRole("row").filter({ hasText: "handle.step" });
    await row.getByText("Not supported", { exact: true }).waitFor();
    await expect
      .poll(() =>
        row.locator("img").evaluateAll((all) => all.map((image) => (image as { naturalWidth?: number }).naturalWidth)),
      )
      .toEqual([512, 512]);
    await page.getByRole("combobox", { name: "Order" }).click();
    await page.getByRole("option", { name: "Grouped by failure code" }).click();
    await page.getByRole("rowheader", { name: "unsupported_surface 1 file" }).waitFor();
    expect(await page.getByRole("rowheader").allInnerTexts()).toEqual(
      ["truncated", "unsupported_format", "unsupported_surface", "No failure"].map((name) => `${name} 1 file`),
    );
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "grouped");
    await page.getByRole("button", { name: "Pictures" }).click();
    await page.getByRole("listitem").filter({ hasText: "unsupported_surface 1 file" }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "handle.step" }).click();
    await page.getByText("not rebuilt").first().waitFor();
    const found = await differences();
    expect(found.added + found.removed).toBeGreaterThan(0);
    await page.getByRole("region", { name: "Feature tree" }).getByText("subtract").first().waitFor();
    await picture(page, "refused");
  });

  it("goes to a file, and to statistics, from the command palette", async () => {
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Type a command").fill("drawing");
    await page.getByRole("option", { name: "drawing.sldprt" }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "drawing.sldprt" }).waitFor();
    await page.getByText("this format is not supported").first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Type a command").fill("statistics");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Failure causes" }).getByText("truncated").first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, "statistics");
  });

  it.each(["dark", "light"] as const)("has no violation at 390 pixels, %s", async (colorScheme) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme });
    for (const address of [page.url(), page.url().replace("/statistics", ""), `${service.url}/datasets`]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    }
    await page.goBack();
    await page.goBack();
  });

  it("keeps the chosen theme, deletes the dataset when told twice, and forgets the token", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${service.url}/datasets`);
    await page.getByRole("button", { name: "Theme: system" }).click();
    await page.getByRole("button", { name: "Theme: light" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Theme: dark" }).waitFor();
    await page.getByRole("link", { name: "pump parts" }).click();
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "Delete the dataset" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("There is no dataset yet.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token").waitFor();
    expect(await page.evaluate("localStorage.getItem('unbake-token')")).toBeNull();
    expect(await page.context().cookies(`${service.url}/x/datasets`)).toEqual([]);
  });
});
