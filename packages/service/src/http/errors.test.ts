import { readFile } from "node:fs/promises";
import { type ErrorCode, errorTable, UnbakeError } from "@unbake/ground";
import { describe, expect, it } from "vitest";
import { ApiError, type ApiErrorCode, answerOf, apiErrorTable, httpStatusOf } from "./errors.js";

const page = await readFile(new URL("../../../../docs/errors.md", import.meta.url), "utf8");
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` \| (\d{3}) \| (.+) \|$/gm)].map(([, code, http, text]) => [
    code!,
    { http: Number(http), text: text! },
  ]),
);

describe("errors of the HTTP edge", () => {
  it.each(Object.keys(apiErrorTable) as ApiErrorCode[])("%s is explained in docs/errors.md", (code) => {
    expect(documented.get(code)?.http).toBe(apiErrorTable[code].httpStatus);
    expect(documented.get(code)!.text.length).toBeGreaterThan(20);
  });

  it.each(Object.keys(errorTable) as ErrorCode[])("the status of %s is as documented", (code) => {
    expect(new RegExp(`^\\| \`${code}\` \\| \\w+ \\| (\\d+) `, "m").exec(page)?.[1]).toBe(String(httpStatusOf(code)));
  });

  it("are all that is explained there", () => {
    expect([...documented.keys()].filter((code) => !(code in apiErrorTable))).toEqual([]);
  });

  it("share no code with the errors of files", () => {
    expect(Object.keys(apiErrorTable).filter((code) => code in errorTable)).toEqual([]);
  });

  it("take what they are told literally", () => {
    expect(new ApiError("not_found", "$& {detail}").message).toBe("not found: $& {detail}");
  });

  it("tell nothing of what nobody foresaw", () => {
    const { httpStatus, message } = answerOf(new Error("password=secret"));
    expect(httpStatus).toBe(500);
    expect(message).not.toContain("secret");
  });

  it("say when the database is away, and when to come back", () => {
    const lost = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(answerOf(lost)).toMatchObject({ httpStatus: 503, code: "unavailable", retryAfterS: 2 });
  });

  it("keep the code of an error of the table", () => {
    expect(answerOf(new UnbakeError("kcl_syntax", "line 3"))).toMatchObject({ httpStatus: 422, code: "kcl_syntax" });
  });
});
