import { expect, it } from "vitest";
import { EventText } from "./eventText";

it("reads events that come in any pieces, and passes over what is none", () => {
  const text = ': still here\n\nid: 7\nevent: stats\ndata: {"a":"b: c"}\n\nevent: conversion\ndata: {}\n\n';
  for (let size = 1; size <= text.length; size++) {
    const reader = new EventText();
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(pieces.flatMap((piece) => reader.add(piece))).toEqual([
      { id: "7", event: "stats", data: { a: "b: c" } },
      { id: undefined, event: "conversion", data: {} },
    ]);
  }
});
