import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { convert } from "./alone.js";

const flange = () => readFile(new URL("../../../../examples/blind-flange.step", import.meta.url));

it("converts the bytes of a file without anything else", async () => {
  const { status, raw, salon, certificate } = await convert(await flange(), { name: "blind-flange.step" });
  expect(status).toBe("success");
  expect(raw?.proof.exact).toBe(true);
  expect(salon?.kcl).toContain("extrude(");
  expect(certificate?.original.solids).toBe(1);
});

it("says what is wrong with a file", async () => {
  const result = await convert(new TextEncoder().encode("hello"), { name: "hello.step" });
  expect(result).toMatchObject({ status: "error_user", code: "not_cad" });
});

it("ends with the reason of its signal", async () => {
  const abort = new AbortController();
  const bytes = await flange();
  const converting = convert(bytes, { name: "a.step", signal: abort.signal });
  abort.abort(new Error("the window was closed"));
  await expect(converting).rejects.toThrow("the window was closed");
});

it("ends at its limit of memory, with what there is", async () => {
  const result = await convert(await flange(), { name: "a.step", limits: { memoryBytes: 1024 } });
  expect(result).toMatchObject({ status: "error_unsupported", code: "memory", solids: 1, faces: 14 });
});
