import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { cut, partOf } from "./range.js";

describe("the Range header", () => {
  it.each([
    ["bytes=0-4", 10, { first: 0, last: 4 }],
    ["bytes=4-", 10, { first: 4, last: 9 }],
    ["bytes=-3", 10, { first: 7, last: 9 }],
    ["bytes=-30", 10, { first: 0, last: 9 }],
    ["bytes=8-100", 10, { first: 8, last: 9 }],
    ["Bytes= 1-1 ", 10, { first: 1, last: 1 }],
    ["bytes=10-", 10, "none"],
    ["bytes=-0", 10, "none"],
    ["bytes=0-", 0, "none"],
    ["bytes=4-3", 10, undefined],
    ["bytes=-", 10, undefined],
    ["bytes=0-1,3-4", 10, undefined],
    ["bytes=a-b", 10, undefined],
    ["items=0-1", 10, undefined],
    [undefined, 10, undefined],
  ])("%j of %i bytes", (header, size, part) => {
    expect(partOf(header, size)).toEqual(part);
  });
});

describe("a stream cut to size", () => {
  const chunks = (...texts: string[]) => Readable.from(texts.map((text) => Buffer.from(text)));
  const read = async (source: Readable, first: number, last: number) =>
    (await buffer(cut(source, 10, { first, last }))).toString();

  it("has the same bytes, however the source is cut", async () => {
    for (const texts of [["0123456789"], ["012", "3456", "789"], [..."0123456789"]])
      for (let first = 0; first < 10; first++)
        for (let last = first; last < 10; last++)
          expect(await read(chunks(...texts), first, last)).toBe("0123456789".slice(first, last + 1));
  });

  it.each([
    ["shorter", chunks("01234", "5678")],
    ["longer", chunks("01234", "56789x")],
    [
      "damaged",
      Readable.from(
        (async function* () {
          yield Buffer.from("01234");
          yield Buffer.from("56789");
          throw new Error("damaged");
        })(),
      ),
    ],
  ])("never gives all bytes of a source that is %s", async (_, source) => {
    let got = 0;
    const reading = (async () => {
      for await (const chunk of cut(source, 10, { first: 0, last: 9 })) got += (chunk as Buffer).length;
    })();
    await expect(reading).rejects.toThrow();
    expect(got).toBeLessThan(10);
  });
});
