import { expect, it } from "vitest";
import { readsGzip } from "./compress.js";

it.each([
  ["gzip", true],
  ["br, GZIP;q=0.5", true],
  ["x-gzip", true],
  ["*", true],
  ["gzip;q=0, *", false],
  ["*;q=0, gzip", true],
  ["gzip; q=0.000", false],
  ["identity", false],
  ["gzip;q=nonsense", false],
  [undefined, false],
])("Accept-Encoding %j reads gzip: %s", (header, reads) => {
  expect(readsGzip({ headers: { "accept-encoding": header } })).toBe(reads);
});
