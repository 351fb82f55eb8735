import type { BodyMesh } from "./mesh.js";
import { weld } from "./weld.js";

/**
 * OBJ of all bodies, an object each, millimetres (the format has no units, so a comment says it). Colours stand behind the vertices, as most readers
 * take them: a material would need a second file.
 */
export function writeObj(bodies: readonly BodyMesh[]): Uint8Array {
  const lines = ["# unbake OBJ, 1 unit = 1 mm"];
  let first = 1;
  for (const body of bodies) {
    const { vertices, triangles } = weld(body);
    const color = body.color
      ? ` ${body.color
          .slice(0, 3)
          .map((c) => Number(c.toFixed(4)))
          .join(" ")}`
      : "";
    lines.push(`o ${body.name.replace(/\s+/g, " ").trim() || "body"}`);
    for (const [x, y, z] of vertices) lines.push(`v ${x} ${y} ${z}${color}`);
    for (const [a, b, c] of triangles) lines.push(`f ${first + a} ${first + b} ${first + c}`);
    first += vertices.length;
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}
