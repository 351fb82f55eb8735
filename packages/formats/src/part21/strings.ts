/**
 * Strings of Part 21 to text: the control directives of ISO 10303-21 (6.4.3: \S\, \P\, \X\, \X2\, \X4\), and the raw bytes
 * above 127 that the standard forbids and real files hold in UTF-8, GBK or Latin-1.
 */

import { at, plainText } from "@unbake/ground";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Decodes the bytes between the quotes of a string, as plain text. Never throws: what cannot be decoded stays as it is. */
export function decodeString(bytes: Uint8Array): string {
  return plainText(
    decodeDirectives(
      decodeBytes(bytes)
        .replace(/''/g, "'")
        .replace(/\r?\n|\r/g, ""),
    ),
  );
}

/** UTF-8 where it is valid; GBK where every high byte is part of a pair of high bytes, as Chinese text is; else Windows Latin-1. */
function decodeBytes(bytes: Uint8Array): string {
  let high = false;
  for (const byte of bytes) if (byte > 0x7f) high = true;
  if (!high) return new TextDecoder("latin1").decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return new TextDecoder(looksLikeGbk(bytes) ? "gbk" : "windows-1252").decode(bytes);
  }
}

function looksLikeGbk(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const lead = at(bytes, i);
    if (lead <= 0x7f) continue;
    const trail = bytes[i + 1] ?? 0; // default: a lead byte at the end has no other behind it
    if (lead < 0xa1 || trail < 0xa1 || lead === 0xff || trail === 0xff) return false;
    i++;
  }
  return true;
}

const directive =
  /\\X2\\([0-9A-Fa-f\s]*)\\X0\\|\\X4\\([0-9A-Fa-f\s]*)\\X0\\|\\X\\([0-9A-Fa-f]{2})|\\P([A-I])\\|\\S\\([\x20-\x7e])|\\[NFT]\\|\\\\/g;

function decodeDirectives(text: string): string {
  if (!text.includes("\\")) return text;
  let page = 1;
  return text.replace(directive, (whole, x2?: string, x4?: string, x?: string, p?: string, s?: string) => {
    if (x2 !== undefined)
      return codeUnits(x2, 4)
        .map((unit) => String.fromCharCode(unit))
        .join("");
    if (x4 !== undefined) return codeUnits(x4, 8).map(codePoint).join("");
    if (x !== undefined) return String.fromCharCode(Number.parseInt(x, 16));
    if (p !== undefined) {
      page = p.charCodeAt(0) - 0x40;
      return "";
    }
    if (s !== undefined) return new TextDecoder(`iso-8859-${page}`).decode(Uint8Array.of(s.charCodeAt(0) + 128));
    return whole === "\\\\" ? "\\" : " ";
  });
}

function codeUnits(hex: string, width: number): number[] {
  const digits = hex.replace(/\s/g, "");
  const units: number[] = [];
  for (let i = 0; i + width <= digits.length; i += width) units.push(Number.parseInt(digits.slice(i, i + width), 16));
  return units;
}

function codePoint(value: number): string {
  return value <= 0x10ffff ? String.fromCodePoint(value) : "\ufffd";
}
