/** UUIDs travel as text in commands and as 16 raw bytes in replies. Inside the engine they are lower-case text. */

export type Uuid = string;

export function uuidBytes(text: Uuid): Uint8Array {
  const hex = text.replaceAll("-", "");
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new Error(`not a UUID: ${text}`);
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

export function uuidText(bytes: Uint8Array): Uuid {
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
