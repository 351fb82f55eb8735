import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPageTokens, questionOfPage } from "./pageToken.js";

const tokens = createPageTokens(Buffer.from("a key of the tests"));
const fixed = { list: "conversions", dataset: "1" };

describe("page tokens", () => {
  it("carry the question and the position", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.array(fc.string()), (question, position) => {
        // JSON has no own key of this name.
        fc.pre(!("__proto__" in question && Object.hasOwn(question, "__proto__")));
        expect(tokens.open(tokens.sign(question, position))).toEqual({ question: { ...question }, position });
      }),
    );
  });

  it("refuse everything else", () => {
    const token = tokens.sign(fixed, ["a"]);
    const refused = { code: "bad_page_token", httpStatus: 400 };
    const refuse = (text: string) => expect(() => tokens.open(text), text).toThrow(expect.objectContaining(refused));
    for (let i = 0; i < token.length; i++)
      refuse(token.slice(0, i) + (token[i] === "A" ? "B" : "A") + token.slice(i + 1));
    for (const text of ["", "=", token.slice(1), `${token}=`, `${token} `, token.toUpperCase()]) refuse(text);
    fc.assert(fc.property(fc.string(), (text) => void refuse(text)));
    expect(() => createPageTokens(Buffer.from("another key")).open(token)).toThrow("not signed by this service");
  });

  it("are valid alone and with the same filters, not with others", () => {
    const token = tokens.sign({ ...fixed, filter: "status:success" }, ["p"]);
    const open = (asked: Record<string, string | undefined>, of = fixed) => questionOfPage(tokens, token, of, asked);
    expect(open({}).question.filter).toBe("status:success");
    expect(open({ filter: "status:success", q: undefined }).position).toEqual(["p"]);
    expect(() => open({ filter: "status:queued" })).toThrow("filter is not the one");
    expect(() => open({ q: "x" })).toThrow("q is not the one");
    expect(() => open({}, { ...fixed, dataset: "2" })).toThrow("another list");
  });
});
