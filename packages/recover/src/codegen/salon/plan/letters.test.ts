import { expect, it } from "vitest";
import { lettered, letterOf } from "./letters.js";

it.each([
  [0, "A"],
  [25, "Z"],
  [26, "Aa"],
  [53, "Bb"],
])("gives thing %i the letter %s", (index, letter) => {
  expect(letterOf(index)).toBe(letter);
});

it.each([
  ["cutBlock", 2, "cutBlockB"],
  ["pocketDFlankX", 3, "pocketDFlankCPlaceX"],
  ["slotPlaceY", 2, "slotBPlaceY"],
  ["plateA", 2, "plateA2"],
])("calls %s the time no. %i %s", (base, n, name) => {
  expect(lettered(base, n)).toBe(name);
});
