import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

/** (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)) */
const wasm = Buffer.from("0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b", "hex");

const root = mkdtempSync(path.join(tmpdir(), "unbake-machine-code-"));
const file = path.join(root, "node_modules", "adder", "adder.wasm");
const cache = path.join(root, "node_modules", ".cache", "unbake");
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, wasm);
afterAll(() => rmSync(root, { recursive: true }));

const built = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

/** Adds in a process of its own; `baseline`: the function was compiled by V8's baseline compiler, so not with the kept code. */
function child(options: string, end = ""): { readonly sum: number; readonly baseline: boolean } {
  const program = `
    import { setFlagsFromString } from "node:v8";
    import { moduleOf, serializeModules, useMachineCode, webAssembly } from ${JSON.stringify(built)};
    useMachineCode(${options});
    const { exports } = await webAssembly.instantiate(moduleOf(${JSON.stringify(file)}), {});
    const sum = exports.add(2, 3);
    ${end}
    setFlagsFromString("--allow-natives-syntax");
    const baseline = new Function("f", "return %IsLiftoffFunction(f)")(exports.add);
    console.log(JSON.stringify({ sum, baseline }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

describe("machine code", () => {
  it("is made by one process and used by the next", () => {
    expect(child("")).toEqual({ sum: 5, baseline: true });
    expect(child("{ make: true }", "serializeModules();")).toEqual({ sum: 5, baseline: false });
    expect(readdirSync(cache)).toHaveLength(1);
    expect(child("")).toEqual({ sum: 5, baseline: false });
  });

  it("is not used when it is damaged", () => {
    const [name = ""] = readdirSync(cache);
    const stored = path.join(cache, name);
    const bytes = readFileSync(stored);
    const at = bytes.length - 9;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(stored, bytes);
    expect(child("")).toEqual({ sum: 5, baseline: true });
    writeFileSync(stored, bytes.subarray(0, 100));
    expect(child("")).toEqual({ sum: 5, baseline: true });
  });

  it("is not used for another file of the same name", () => {
    expect(child("{ make: true }", "serializeModules();")).toEqual({ sum: 5, baseline: false });
    expect(child("")).toEqual({ sum: 5, baseline: false });
    utimesSync(file, 1, 1);
    expect(child("")).toEqual({ sum: 5, baseline: true });
  });
});
