import { boxKcl, type Case, measure } from "./measured.fixture.js";

const { PI: pi } = Math;
/** What a fillet of radius 1 takes off a square corner, for each mm of its length. */
const corner = 1 - pi / 4;
const box = boxKcl("b", [0, 0, 0], [20, 10, 5]);
const fillet = (edge: string): string => `${box}f = fillet(b, radius = 1, tags = [${edge}])`;

const cases: readonly Case[] = [
  ["the edge of a tagged segment lies at the start", fillet("bFront"), { volume: 1000 - 20 * corner }],
  ["its opposite edge lies at the end", fillet("getOppositeEdge(bFront)"), { volume: 1000 - 20 * corner }],
  ["the next adjacent edge runs along the sweep", fillet("getNextAdjacentEdge(bFront)"), { volume: 1000 - 5 * corner }],
  ["so does the previous one", fillet("getPreviousAdjacentEdge(bRight)"), { volume: 1000 - 5 * corner }],
  ["the edge that two faces share", fillet("getCommonEdge(faces = [bRight, bTop])"), { volume: 1000 - 10 * corner }],
];

measure("questions about edges", cases);
