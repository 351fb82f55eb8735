import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedPath } from "../http/filePath.js";
import { faultOfPath, shownPath } from "./filePath.js";

describe("paths of uploads", () => {
  it.each(["a.step", "parts/left/a b.stp", "Gehäuse/Ø12.step", "...", "a..b/c", "日本.stp", "-", "con"])(
    "take %s",
    (path) => {
      expect(faultOfPath(path.normalize("NFC"))).toBeUndefined();
    },
  );

  it.each([
    ["", "empty"],
    ["/etc/passwd", "absolute"],
    ["C:/a.step", "absolute"],
    ["c:a.step", "absolute"],
    ["../a", ".."],
    ["a/../b", ".."],
    ["a/..", ".."],
    ["./a", ".."],
    ["a//b", "empty segment"],
    ["a/", "empty segment"],
    ["a\\b", "backslash"],
    ["a\u0000b", "control"],
    ["a\nb", "control"],
    ["a\uD800", "UTF-8"],
    ["x".repeat(901), "bytes"],
  ])("refuse %j", (path, why) => {
    expect(faultOfPath(path)).toContain(why);
  });

  it("compose names, so that one name has one spelling", () => {
    expect(checkedPath("u\u0308.step")).toBe("ü.step");
  });

  it("never leave the folder they are joined to", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("/", ".", "..", "a", "\\", "C:", "\u0000") }), (path) => {
        if (faultOfPath(path) !== undefined) return;
        const { pathname } = new URL(path.split("/").map(encodeURIComponent).join("/"), "file:///folder/");
        expect(pathname.startsWith("/folder/")).toBe(true);
        expect(pathname).not.toContain("//");
      }),
    );
  });

  it("are shown with what is hidden in them", () => {
    expect(shownPath('a\u202eb\u0000"')).toBe('"a\\u202eb\\u0000\\""');
  });
});
