/**
 * What a token looks like: `unbake_` + 40 random base-62 characters + 6 characters of checksum. The prefix lets secret scanners find a
 * leaked token, the checksum lets everybody tell a typo from a stranger without asking the database (the scheme of GitHub's tokens,
 * "Behind GitHub's new authentication token formats", 2021).
 */
import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const prefix = "unbake_";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const secretLength = 40;
const checksumLength = 6;
const pattern = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** A fresh token: 238 bits of the system's randomness. */
export function createToken(): string {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${prefix}${secret}${checksum(secret)}`;
}

/** True when the text can be a token: prefix, length and checksum fit. */
export function isToken(text: string): boolean {
  return pattern.test(text) && checksum(text.slice(prefix.length, -checksumLength)) === text.slice(-checksumLength);
}

/** What is stored of a token. A plain hash is enough: 238 random bits cannot be guessed, unlike a password. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The beginning of a token, to tell tokens apart in a list without knowing them. */
export function hintOfToken(token: string): string {
  return token.slice(0, prefix.length + 4);
}

function checksum(secret: string): string {
  let rest = crc32(secret);
  let text = "";
  for (let i = 0; i < checksumLength; i++) {
    text = (alphabet[rest % alphabet.length] ?? "0") + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
