// Words, programs and pictures of a made-up archive.
import { sure } from "../runner/sure.js";

export const nouns =
  "housing bracket flange shaft lever cover plate bearing bushing clamp spacer gear pulley manifold adapter hinge rail mount cap ring".split(
    " ",
  );
export const adjectives =
  "left right upper lower inner outer front rear small large long short main spare heavy light".split(" ");
export const materials = "S235JR,C45,42CrMo4,AlMg3,AlSi1MgMn,X5CrNi18-10,CuZn39Pb3,GG25,POM,PA6".split(",");

/** A program like those that conversions make. */
export function programText(n: number): string {
  const noun = sure(nouns[n % nouns.length]);
  const holes = 2 + (n % 40);
  const lines = [
    `// ${sure(adjectives[n % adjectives.length])} ${noun}`,
    `${noun}Length = ${40 + n}`,
    `${noun}Width = ${20 + (n % 90)}`,
  ];
  for (let i = 0; i < holes; i++) lines.push(`holeDiameter${i} = ${(4 + i / 2).toFixed(2)}`);
  lines.push(`profile = startSketchOn(XY)`, `  |> startProfile(at = [0, 0])`);
  for (let i = 0; i < 2 * holes; i++)
    lines.push(`  |> line(end = [${(i * 3.25).toFixed(3)}, ${((n * i) % 17).toFixed(3)}])`);
  lines.push(`  |> close()`, `${noun}Body = extrude(profile, length = ${noun}Length)`);
  return `${lines.join("\n")}\n`;
}

/** About as many bytes as a picture of 512 px has. */
export function picture(n: number, random: () => number): Buffer {
  return Buffer.from(Array.from({ length: 18_000 + 500 * n }, () => Math.floor(random() * 256)));
}
