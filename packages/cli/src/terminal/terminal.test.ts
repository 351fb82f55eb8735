import { expect, it } from "vitest";
import { printable } from "./terminal.js";

it("shows escapes of file names as text", () => {
  expect(printable("a\u001b[2Jb\u009b1m\u202egpj.step\r")).toBe("a\\u001b[2Jb\\u009b1m\\u202egpj.step\\u000d");
  expect(printable("Träger\t轴承.step")).toBe("Träger\t轴承.step");
});
