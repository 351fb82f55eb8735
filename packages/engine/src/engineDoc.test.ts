import { readFile } from "node:fs/promises";
import { createKernel } from "@unbake/kernel";
import { describe, expect, it } from "vitest";
import { createSession } from "./session/session.js";
import { createKclTools } from "./tools.js";

const page = await readFile(new URL("../../../docs/engine.md", import.meta.url), "utf8");

/** Heading and code of each example, with the lines that it says it prints. */
const examples = [...page.matchAll(/^## ([^\n]*)\n(?:(?!^## )[\s\S])*?```ts\n([\s\S]*?)```/gm)].map(
  ([, title = "", code = ""]) => ({
    title,
    code,
    prints: [...code.matchAll(/^\/\/ prints: (.*)$/gm)].map(([, line]) => line),
  }),
);

type Example = (...given: readonly unknown[]) => Promise<void>;
const AsyncFunction = (async () => undefined).constructor as new (...text: readonly string[]) => Example;

describe("docs/engine.md", () => {
  it("has examples", () => expect(examples.map(({ title }) => title)).toHaveLength(4));

  it.each(examples)("$title", async ({ code, prints }) => {
    const printed: string[] = [];
    const log = (...values: readonly unknown[]) =>
      printed.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "));
    const given = { createKernel, createKclTools, createSession, console: { log } };
    await new AsyncFunction(...Object.keys(given), code)(...Object.values(given));
    expect(printed).toEqual(prints);
  });
});
