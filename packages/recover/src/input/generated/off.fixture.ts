/** OFF files, from Geomview's description of the format. */
import type { GeneratedFile, Generator } from "./judge.fixture.js";
import {
  chance,
  encodeText,
  generatorOf,
  lineEnds,
  numberStyles,
  numeral,
  pick,
  type Random,
  randomBodies,
  readAs,
  refusedAs,
  shuffled,
  textEncodings,
} from "./meshes.fixture.js";
import type { PlanarBody } from "./notchedBox.fixture.js";

/** What each kind of file has behind the coordinates of a vertex. */
const kinds: readonly (readonly [string, string])[] = [
  ["OFF", ""],
  ["off", ""],
  ["Off", ""],
  ["COFF", " 0.5 0.25 1 1"],
  ["NOFF", " 0 0 1"],
  ["STOFF", " 0.5 0.5"],
  ["STCNOFF", " 0 0 1 0.5 0.25 1 1 0.5 0.5"],
  ["coff", " 255 0 0 255"],
];

interface Layout {
  readonly keyword: string;
  readonly behind: string;
  readonly style: (typeof numberStyles)[number];
  readonly together: boolean;
  readonly colours: string;
}

function linesOf(
  random: Random,
  bodies: readonly PlanarBody[],
  { keyword, behind, style, together, colours }: Layout,
): string[] {
  let first = 0;
  const loops = bodies.flatMap((body) => {
    const own = (chance(random, 0.5) ? body.faces : body.triangles).map((loop) => loop.map((v) => v + first));
    first += body.vertices.length;
    return own;
  });
  const vertices = bodies
    .flatMap((body) => body.vertices)
    .map((p) => p.map((x) => numeral(x, style)).join(" ") + behind);
  const counts = `${vertices.length} ${loops.length} ${pick(random, [0, 3 * loops.length])}`;
  const head = chance(random, 0.3)
    ? [`${keyword} ${counts}`]
    : [keyword, ...pick(random, [[], ["# comment"], [""]]), counts];
  const faces = shuffled(random, loops).map((loop) => `${loop.length} ${loop.join(" ")}${colours}`);
  // Words may stand in any line.
  return [...head, ...(together ? [vertices.join("  ")] : vertices), ...faces];
}

const sound: Generator = (random) => {
  const bodies = randomBodies(random);
  const [keyword, behind] = pick(random, kinds);
  const layout: Layout = {
    keyword,
    behind,
    style: pick(random, numberStyles),
    together: chance(random, 0.25),
    colours: pick(random, ["", " 255 0 0", " 0.5 0.25 1.0 1.0", " # red"]),
  };
  const end = pick(random, lineEnds);
  const encoding = pick(random, textEncodings);
  return {
    name: `${bodies.length} bodies ${Object.values(layout).join(" ")} ${JSON.stringify(end)} ${encoding}`,
    bytes: encodeText(
      [...pick(random, [[], ["# made by hand"]]), ...linesOf(random, bodies, layout), ""].join(end),
      encoding,
    ),
    expected: readAs(bodies, /millimetres/),
  };
};

/** A sound file of one kind, changed. */
function spoilt(name: string, change: (lines: string[]) => string[], ...codes: Parameters<typeof refusedAs>) {
  return (random: Random): GeneratedFile => {
    const layout: Layout = { keyword: "OFF", behind: "", style: "plain", together: false, colours: "" };
    const text = change(linesOf(random, randomBodies(random), layout)).join("\n");
    return { name, bytes: encodeText(text, "ascii"), expected: refusedAs(...codes) };
  };
}

const retitled = (keyword: string) => (lines: string[]) =>
  lines.map((line, i) => (i === 0 ? line.replace("OFF", keyword) : line));

const refusals: readonly ((random: Random) => GeneratedFile)[] = [
  spoilt("four coordinates", retitled("4OFF"), "unsupported_content"),
  spoilt("n coordinates", retitled("nOFF 3"), "unsupported_content"),
  spoilt("NOFF or nOFF", retitled("noff"), "unsupported_content"),
  spoilt("binary", retitled("OFF BINARY"), "unsupported_content"),
  spoilt("more than announced", (lines) => [...lines, "3 0 1 2"], "syntax"),
  spoilt("less than announced", (lines) => lines.slice(0, -1), "truncated", "dangling_reference", "syntax"),
  spoilt("a vertex that is not there", (lines) => [...lines.slice(0, -1), "3 0 1 9999"], "dangling_reference"),
];

export const generateOff: Generator = generatorOf(sound, refusals);
