/** The document that is served, against Zoo's: the same operations, parameters and keys. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { ApiContext } from "./context.js";
import { operations } from "./contract.fixture.js";
import { createServer } from "./server.js";

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let ours: Document;
let theirs: Document;

beforeAll(async () => {
  // Routes use what they work with only when they are called.
  const context = { setting: { version: "0.0.0" }, log: {} } as unknown as ApiContext;
  const app = await createServer(context);
  ours = (await app.inject("/openapi.json")).json();
  await app.close();
  theirs = JSON.parse(await readFile(new URL("./contract/openapi-datasets.json", import.meta.url), "utf8"));
});

describe("openapi.json", () => {
  it("is OpenAPI 3.0.3 with the sixteen operations and our own", () => {
    expect(ours.openapi).toBe("3.0.3");
    expect(operations).toHaveLength(16);
    const served = Object.values(ours.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(served).size).toBe(served.length);
    expect(served.length).toBeGreaterThanOrEqual(30);
  });

  it.each(
    operations.map(({ method, path, operation }) => [operation.operationId, method.toLowerCase(), path] as const),
  )("%s has the contract's parameters", (operationId, method, path) => {
    const mine = ours.paths[path]?.[method];
    expect(mine?.operationId).toBe(operationId);
    const names = (document: Document) =>
      (document.paths[path]?.[method]?.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`).sort();
    expect(names(ours)).toEqual(names(theirs));
  });

  it("has the contract's keys, and requires no fewer of them in answers", () => {
    const inputs = ["CreateOrgDataset", "UpdateOrgDataset", "OrgDatasetSource", "UpdateOrgDatasetSource"];
    for (const [name, schema] of Object.entries(theirs.components.schemas)) {
      const mine = ours.components.schemas[name];
      if (!mine || !schema.properties) continue;
      expect([name, ...Object.keys(mine.properties ?? {}).sort()]).toEqual([
        name,
        ...Object.keys(schema.properties).sort(),
      ]);
      const required = [...(schema.required ?? [])].sort();
      if (inputs.includes(name)) expect([...(mine.required ?? [])].sort()).toEqual(required);
      else expect(mine.required).toEqual(expect.arrayContaining(required));
    }
    for (const name of ["OrgDatasetFileConversionDetails", "OrgDatasetFileConversionSummary", "OrgDataset", "Error"])
      expect(ours.components.schemas).toHaveProperty(name);
  });
});
