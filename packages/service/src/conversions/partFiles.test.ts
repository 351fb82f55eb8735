/** Assemblies over several files of a dataset, with the real converter; and which files a file is taken to name. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createChildPool, facesOfGlb } from "@unbake/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemblyStep, cubeStep } from "../../../formats/src/part21/cube.fixture.js";
import { type OriginalOf, openOriginal } from "../datasets/bytes.js";
import { newId } from "../db/index.js";
import { createBytes, createModels } from "../http/ports/index.js";
import { stage } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";
import { fetchPartFiles, type PartFileLimits, partFileLimits } from "./partFiles.js";
import { stepNamesIn } from "./stepNames.js";

const realChild = fileURLToPath(new URL("../../../jobs/dist/child/main.js", import.meta.url));

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend?.close());

/** An assembly of two cubes, which are in another file. */
function assemblyOf(fileName: string): string {
  const text = assemblyStep([{ x: 0 }, { x: 50 }])
    .replace("(#22,#100),#900", "(#22),#900")
    .split("\n")
    .filter((line) => !/^#(1\d\d|2\d\d|[3-4]\d\d)=/.test(line))
    .join("\n");
  const reference = [
    "#70=DOCUMENT_TYPE('geometry');",
    `#71=DOCUMENT_FILE('${fileName}','','',#70,'',$);`,
    "#72=APPLIED_DOCUMENT_REFERENCE(#71,'',(#13));",
  ];
  return text.replace("DATA;\n", `DATA;\n${reference.join("\n")}\n`);
}

describe("an assembly whose part is in another file of the dataset", () => {
  it("is converted whole, wherever in its folder the part lies, and again when the part comes later", async () => {
    const dataset = await backend.dataset(await backend.organization("assemblies"));
    const worker = await backend.worker({
      childModule: realChild,
      slots: 1,
      leaseMs: 30_000,
      input: { scratch: `${backend.folder}/real`, maxFileBytes: 1e8, searchBudgetMs: 60_000 },
      limits: { timeoutMs: 120_000, memoryBytes: 1.5 * 2 ** 30 },
    });
    await backend.upload(dataset, {
      "box/root.step": assemblyOf("cube.step"),
      "box/cube.step": cubeStep(),
      "late/root.step": assemblyOf("parts/W\\X2\\00FC\\X0\\rfel.stp"),
      "other/root.step": assemblyOf("cube.step"),
    });
    const whole = await backend.until(dataset, "box/root.step", hasEnded);
    expect(whole).toMatchObject({ status: "success", metadata: { "original.solids": "2" } });

    // A part of another folder is another part.
    const missing = await backend.until(dataset, "other/root.step", hasEnded);
    expect(missing).toMatchObject({ status: "error_user", failure_code: "missing_external" });
    expect(missing.status_message).toContain("cube.step");

    expect(await backend.until(dataset, "late/root.step", hasEnded)).toMatchObject({
      failure_code: "missing_external",
    });
    expect(await backend.upload(dataset, { "late/unrelated.step": cubeStep() })).toBe(1);
    expect(await backend.upload(dataset, { "late/parts/Würfel.stp": cubeStep() })).toBe(2);
    const later = await backend.until(dataset, "late/root.step", hasEnded);
    expect(later).toMatchObject({ status: "success", metadata: { "original.solids": "2" } });
    await worker.drain(0);
    expect(await readdir(`${backend.folder}/real`)).toEqual([]);

    const limits = { timeoutMs: 60_000, memoryBytes: 2 ** 30 };
    const pool = createChildPool({ size: 1, childModule: realChild, limits });
    const bytes = createBytes({ ...backend.store, source: {} });
    const models = createModels({ ...backend.store, bytes, pool, scratch: `${backend.folder}/models` });
    const { bodies } = facesOfGlb(await models.glb(dataset, whole, "original"));
    expect(bodies.map(({ faces }) => faces.length)).toEqual([6, 6]);
    await pool.close();
  }, 240_000);
});

describe("part files", () => {
  const nameOf = (names: readonly string[]) => `ISO-10303-21;\n${names.map((name) => `#1=D('${name}');`).join("\n")}`;

  /** What is put beside `a/root.step` of a dataset with these files. */
  async function beside(files: Readonly<Record<string, string>>, limits?: Partial<PartFileLimits>) {
    const dataset = await backend.dataset(await backend.organization(newId()));
    await backend.upload(dataset, files);
    const tools = { ...backend.store, source: {} };
    const folder = path.join(backend.folder, `beside-${dataset.id}`);
    await mkdir(folder);
    const to = { folder, maxBytes: 1e6 };
    const original = await stage(Readable.from([Buffer.from(files["a/root.step"] ?? "")]), to);
    const fetch = async (file: OriginalOf) => stage(await openOriginal(tools, dataset, file), to);
    const of = { row: { file_path: "a/root.step" }, dataset, original, fetch };
    const found = await fetchPartFiles(tools.db, of, { ...partFileLimits, ...limits });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const placed = entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".part"))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
    return { placed, found, dataset, folder };
  }

  it("are those that are named, and those that they name, where the names say", async () => {
    const { placed, found, dataset, folder } = await beside({
      "a/root.step": nameOf(["sub/b.step", "C:\\\\work\\\\c.STP", "root.step", "../out.step", "gone.step"]),
      "a/sub/b.step": nameOf(["d.p21", "file:///x/c.STP"]),
      "a/c.stp": "c",
      "a/d.p21": "d",
      "a/unnamed.step": "u",
      "out.step": "o",
    });
    expect(placed).toEqual(["c.STP", "d.p21", "sub/b.step"]);
    expect(await readFile(path.join(folder, "c.STP"), "utf8")).toBe("c");
    expect(found.leftOut).toEqual([]);
    expect(await found.hasNews()).toBe(false);
    await backend.upload(dataset, { "a/gone.step": "g" });
    expect(await found.hasNews()).toBe(true);
  });

  it("have limits, and those beyond are named", async () => {
    const files = {
      "a/root.step": nameOf(["b.step", "c.step"]),
      "a/b.step": "x".repeat(100),
      "a/c.step": "x".repeat(100),
    };
    const bytes = await beside(files, { maxTotalBytes: 150 });
    expect([bytes.placed, bytes.found.leftOut]).toEqual([["b.step"], ["a/c.step (more than 150 bytes together)"]]);
    const count = await beside(files, { maxFiles: 1 });
    expect([count.placed, count.found.leftOut]).toEqual([["b.step"], ["a/c.step (more than 1 files)"]]);
    expect(await count.found.hasNews()).toBe(false);
  });

  it("are found across the pieces that a file is read in", async () => {
    const file = path.join(backend.folder, "pieces.step");
    const names = Array.from({ length: 40 }, (_, i) => `part ${i}.step`);
    await writeFile(file, names.map((name, i) => `'${name}'${"x".repeat(2 ** 17 - 20 + i)}`).join("\n"));
    expect([...(await stepNamesIn(file))]).toEqual(names);
  });
});
