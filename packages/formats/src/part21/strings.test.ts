import { expect, test } from "vitest";
import { decodeString } from "./strings.js";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["plain", "Cube", "Cube"],
  ["a doubled quote", "it''s", "it's"],
  ["a doubled backslash", "C:\\\\parts", "C:\\parts"],
  ["a backslash of a careless writer", "C:\\parts", "C:\\parts"],
  ["\\X\\", "caf\\X\\E9", "café"],
  ["\\X2\\", "\\X2\\96F64EF6\\X0\\!", "零件!"],
  ["\\X4\\", "\\X4\\0001F600\\X0\\", "😀"],
  ["\\S\\ of the first page", "\\S\\d", "ä"],
  ["\\P\\ and \\S\\ of another page", "\\PE\\\\S\\P", "а"],
  ["a line wrapped by its writer", "ab\r\ncd", "abcd"],
])("%s", (_, raw, text) => {
  expect(decodeString(ascii(raw))).toBe(text);
});

test("raw UTF-8, Latin-1 and GBK bytes", () => {
  expect(decodeString(ascii("Träger"))).toBe("Träger");
  expect(decodeString(Uint8Array.from([0x54, 0x72, 0xe4, 0x67, 0x65, 0x72]))).toBe("Träger");
  expect(decodeString(Uint8Array.from([0xc1, 0xe3, 0xbc, 0xfe, 0x31]))).toBe("零件1");
});
