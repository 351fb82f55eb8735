import path from "node:path";
import { describe, expect, it } from "vitest";
import { FileRefused, type JobFiles } from "../isolation/index.js";
import { filesBeside } from "./beside.js";

/** The parent's answers for a folder with these files; what is `locked` is there and not for this job. */
function folderOf(texts: Readonly<Record<string, string>>, locked: readonly string[] = []): JobFiles {
  const fileOf = (full: string) => path.relative("/job", full);
  return {
    resolve(full) {
      if (full === "/job") return { path: full, size: 0, isFile: false };
      if (locked.includes(full)) throw new FileRefused({ message: full, code: "ERR_NOT_GRANTED" });
      const text = texts[fileOf(full)];
      if (text === undefined)
        throw new FileRefused({ message: full, code: full.includes("busy") ? "EMFILE" : "ENOENT" });
      return { path: full, size: text.length, isFile: true };
    },
    read: (full) => Buffer.from(texts[fileOf(full)] ?? ""),
    list: () => Object.keys(texts).filter((name) => !name.includes("/")),
    find: () => undefined,
    keep: () => {},
  };
}

const files = folderOf({ "main.step": "main", "Nut.STP": "nut", "sub/bolt.step": "bolt", "file.step": "x" }, [
  "/etc/passwd",
]);
const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

describe("files beside a CAD file", () => {
  it.each([
    ["sub/bolt.step", "bolt"],
    ["sub\\bolt.step", "bolt"],
    ["file:///elsewhere/file.step", "x"],
    ["C:\\parts\\nut.stp", "nut"],
    ["/etc/passwd", undefined],
    ["../job2/main.step", undefined],
    ["gone.step", undefined],
    ["a\0b.step", undefined],
    ["main.step", undefined],
  ])("%j: %s", (name, expected) => {
    expect(textOf(filesBeside(files, "/job/main.step")(name))).toBe(expected);
  });

  it("does not take a machine that is out of files for a part that is missing", () => {
    expect(() => filesBeside(files, "/job/main.step")("busy.step")).toThrow("busy");
  });
});
