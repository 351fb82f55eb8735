import { expect, it } from "vitest";
import { openJobFiles } from "./client.js";

// No file has this number: whoever asks the parent hears EBADF.
const files = openJobFiles(9999);

it.each(["a\0b.step", "x".repeat(70_000)])("does not ask for what is no name (%#)", (name) => {
  expect(() => files.resolve(name)).toThrow("is no name of a file");
  expect(() => files.read("part.step")).toThrow("EBADF");
});
