/** One real file through all phases with the real converter, of the built package. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readBlob } from "../storage/index.js";
import { hasEnded, startTestBackend, type TestBackend } from "../testing/backend.fixture.js";

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend?.close());

const example = fileURLToPath(new URL("../../../../examples/blind-flange.step", import.meta.url));
const realChild = fileURLToPath(new URL("../../../jobs/dist/child/main.js", import.meta.url));
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

it("turns a STEP file into two proven programs, twelve pictures and metadata of all sections", async () => {
  const dataset = await backend.dataset(await backend.organization("real"));
  await backend.upload(dataset, {
    "flange.step": await readFile(example, "latin1"),
    "flange.yaml": "material: {name: steel}\nholes: [4]",
    "flange.json": JSON.stringify({ cut: "x".repeat(20_000), "long\ud800": "x".repeat(16_000), short: "a\u0000b" }),
    "flange.toml": "= no toml",
    "cut.step": (await readFile(example, "latin1")).slice(0, 9000),
  });
  const worker = await backend.worker({
    childModule: realChild,
    slots: 1,
    leaseMs: 30_000,
    input: { scratch: `${backend.folder}/scratch`, maxFileBytes: 1e8, searchBudgetMs: 60_000 },
    limits: { timeoutMs: 120_000, memoryBytes: 1.5 * 2 ** 30 },
  });
  const ended = backend
    .until(dataset, "flange.step", hasEnded)
    .catch(() => backend.until(dataset, "flange.step", hasEnded));
  const row = await ended;
  expect(row).toMatchObject({ status: "success", phase: 10, status_message: null });
  expect(row.raw_kcl_similarity_score).toBeGreaterThan(0.999);
  expect(row.metadata).toMatchObject({
    "original.format": "step",
    "original.solids": "1",
    "raw_kcl.verified": "true",
    "salon_kcl.verified": "true",
    "user.material.name": "steel",
    "user.holes.0": "4",
    "user.short": "ab",
  });
  expect(Object.values(row.metadata ?? {}).every((value) => typeof value === "string")).toBe(true);

  const { kysely } = backend.database;
  const artefacts = await kysely.selectFrom("artefacts").selectAll().where("conversion_id", "=", row.id).execute();
  const read = async (kind: string) => {
    const artefact = artefacts.find((a) => a.kind === kind);
    if (!artefact) throw new Error(`there is no ${kind}`);
    return readBlob(backend.store, dataset.id, artefact.sha256);
  };
  const pictures = artefacts.filter(({ kind }) => kind.includes("_snapshot/")).map(({ kind }) => kind);
  expect(pictures.length).toBe(12);
  for (const kind of pictures) expect((await read(kind)).subarray(0, 4)).toEqual(png);
  expect((await read("salon_kcl")).toString()).toContain("extrude(");
  const certificate = JSON.parse((await read("certificate")).toString());
  expect([certificate.raw.verified, certificate.salon.verified]).toEqual([true, true]);
  expect(certificate.warnings).toEqual([
    expect.stringContaining("the side file flange.toml was not read"),
    "the side file flange.json has values that are cut to 16384 characters: cut",
    'the metadata "user" have more than 24576 bytes: left out long\ufffd',
  ]);

  const cut = await backend.until(dataset, "cut.step", hasEnded);
  expect(cut).toMatchObject({ status: "error_user", phase: 1 });
  expect(cut.failure_code).toBeTruthy();
  await worker.drain(0);
});
