// The same part, written by somebody else: a STEP file of ours with the faces of each shell in another order, its entities numbered anew, and their
// statements in another order.

/** Bytes that say the same as `step`, which is written by our kernel: one statement ends each `;` at the end of a line, and no name has a `#`. */
export function reordered(step: Uint8Array, random: () => number): Uint8Array {
  const text = new TextDecoder().decode(step);
  const begin = text.indexOf("DATA;\n") + "DATA;\n".length;
  const end = text.indexOf("ENDSEC;", begin);
  const statements = text
    .slice(begin, end)
    .split(/;\r?\n/)
    .filter((statement) => statement.trim() !== "")
    .map((statement) => withShuffledFaces(statement, random));
  const numbers = statements.map((statement) => Number(/^#(\d+)/.exec(statement)?.[1]));
  const others = shuffled(numbers, random);
  const renamed = new Map(numbers.map((number, i) => [number, others[i]]));
  const data = shuffled(statements, random).map((statement) =>
    statement.replace(/#(\d+)/g, (_, number: string) => `#${renamed.get(Number(number))}`),
  );
  return new TextEncoder().encode(`${text.slice(0, begin)}${data.join(";\n")};\n${text.slice(end)}`);
}

/** A closed shell names its faces in another order; anything else is as it was. */
function withShuffledFaces(statement: string, random: () => number): string {
  return statement.replace(
    /(CLOSED_SHELL\('[^']*',\()([#\d,\s]+)(?=\)\))/,
    (_, head: string, faces: string) =>
      head +
      shuffled(
        faces.split(",").map((face) => face.trim()),
        random,
      ).join(","),
  );
}

/** The same items in an order drawn at random (Fisher and Yates). */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}
