import { describe, expect, it } from "vitest";
import { type Fault, wordsOf } from "./faults.js";

describe("faults in words", () => {
  it.each<[Fault, string]>([
    [
      { instancePath: "/source/provider", keyword: "enum", params: { allowedValues: ["s3", "zoo_managed", null] } },
      "source.provider must be one of s3, zoo_managed, null",
    ],
    [{ instancePath: "", keyword: "required", params: { missingProperty: "q" } }, "q is missing"],
    [{ instancePath: "/source", keyword: "required", params: { missingProperty: "uri" } }, "source.uri is missing"],
    [{ instancePath: "", keyword: "type", params: { type: "object" } }, "the body must be of type object"],
    [{ instancePath: "/id", keyword: "format", params: { format: "uuid" } }, "id must be a UUID like"],
    [{ instancePath: "/name", keyword: "minLength", params: { limit: 1 } }, "name must not be empty"],
    [{ instancePath: "/name", keyword: "maxLength", params: { limit: 5 } }, "name must have at most 5 characters"],
    [{ instancePath: "/q", keyword: "pattern", params: {} }, "q must not have the character NUL"],
    [{ instancePath: "/a~1b/~0", keyword: "minimum", message: "must be >= 1" }, "a/b.~ must be >= 1"],
    [{}, "the body is wrong"],
  ])("%j", (fault, words) => {
    expect(wordsOf(fault, "the body")).toContain(words);
  });
});
