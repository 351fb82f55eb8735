/** What commands may ask for: numbers that the kernel can hold, and amounts that end in a time somebody waits for. */
import { UnbakeError } from "@unbake/ground";
import type { Command } from "./session.js";

/** From here on neighbouring doubles are 1.5e-8 mm apart or more, too near to the 1e-7 mm within which the kernel takes points for one. */
const largest = 1e8;

/** Copies of one pattern command. Thousands of solids take minutes; more is a number with a slip in it. */
export const mostCopies = 10_000;

/** Turns of one helix: each is 48 pieces of a curve. */
export const mostRevolutions = 1_000;

/** Turns of one twisted extrusion: every wall of it has some sections a turn. */
export const mostTwists = 100;

/** Throws kcl_execution with the name of the field that no kernel can hold. */
export function checkNumbers(command: Command): void {
  for (const [field, value] of Object.entries(command)) checkValue(value, () => `${command.type}: ${field}`);
}

function checkValue(value: unknown, place: () => string): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new UnbakeError("kcl_execution", `${place()} is not a finite number`);
    if (Math.abs(value) > largest) throw new UnbakeError("kcl_execution", `${place()} is ${value}, beyond ${largest}`);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkValue(item, () => `${place()}[${i}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [field, item] of Object.entries(value)) checkValue(item, () => `${place()}.${field}`);
  }
}

/** Throws kcl_execution when a command asks for more than `most` of something. */
export function checkAmount(amount: number, most: number, what: string): void {
  if (amount > most) throw new UnbakeError("kcl_execution", `${amount} ${what} are more than ${most}`);
}
