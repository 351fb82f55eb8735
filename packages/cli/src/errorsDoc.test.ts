import { readFile } from "node:fs/promises";
import { type ErrorCode, errorTable, UnbakeError } from "@unbake/ground";
import { describe, expect, it } from "vitest";
import { exitStatusOf } from "./exit.js";

const page = await readFile(new URL("../../../docs/errors.md", import.meta.url), "utf8");
const documented = new Map(
  [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (\d+) \| (\d+) \| (.+) \|$/gm)].map(([, code, status, , exit, text]) => [
    code!,
    { status, exit: Number(exit), text: text! },
  ]),
);

describe("docs/errors.md", () => {
  it.each(Object.keys(errorTable) as ErrorCode[])("explains %s", (code) => {
    const { status } = errorTable[code];
    const entry = documented.get(code);
    expect(entry).toMatchObject({ status, exit: exitStatusOf(code) });
    expect(entry!.text.length).toBeGreaterThan(20);
  });

  it("explains nothing that does not exist", () => {
    expect([...documented.keys()].filter((code) => !(code in errorTable))).toEqual([]);
  });
});

describe("the table of errors", () => {
  it.each(Object.entries(errorTable))("%s has a message that takes its detail", (code, kind) => {
    const error = new UnbakeError(code as ErrorCode, "the detail");
    expect(error.message).not.toContain("{");
    if (kind.message.includes("{detail}")) expect(error.message).toContain("the detail");
  });
});

it("quotes a detail as it is, but for what is not to be seen", () => {
  const { message } = new UnbakeError("unreadable", "$& and $1 of a\u001b[2J\u0000b");
  expect(message).toBe("the file cannot be read: $& and $1 of ab");
});
