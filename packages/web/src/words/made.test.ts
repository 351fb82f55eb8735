import { expect, it } from "vitest";
import { hasModel, hasPicture, resultOf } from "./made";

const metadata = { "original.faces": "8", "raw_kcl.faces": "6" };

it("knows of the picture of a program that was refused", () => {
  const refused = { metadata, phase: "convert_raw_kcl", status: "error_unsupported" } as const;
  expect(hasPicture(refused, "raw_kcl")).toBe(true);
  expect(hasModel(refused, "raw_kcl")).toBe(true);
  expect(resultOf(refused)).toBe("raw_kcl");
  expect(hasPicture({ ...refused, metadata: { "original.faces": "8" } }, "raw_kcl")).toBe(false);
});

it("does not ask for what is still being made, or made anew", () => {
  const running = { metadata, phase: "snapshot_raw_kcl", status: "in_progress" } as const;
  expect(hasModel(running, "raw_kcl")).toBe(true);
  expect(hasPicture(running, "raw_kcl")).toBe(false);
  expect(hasPicture({ ...running, phase: "convert_raw_kcl" }, "raw_kcl")).toBe(false);
  expect(hasModel({ ...running, phase: "queued", status: "queued" }, "original")).toBe(false);
});
