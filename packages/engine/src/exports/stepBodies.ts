/**
 * Names and colours of bodies in the STEP text that the kernel writes: it writes a product for each body, in their order, and neither. Products get
 * the names, solids the names and, by ISO 10303-46, a style with the colour.
 */

export interface StepBody {
  readonly name: string;
  /** sRGB 0..1; opacity is not written. */
  readonly color?: readonly number[];
}

const product = /= PRODUCT\('((?:[^']|'')*)','(?:[^']|'')*'/g;
const item = /#(\d+) = (MANIFOLD_SOLID_BREP|BREP_WITH_VOIDS|SHELL_BASED_SURFACE_MODEL)\('',/g;
const representation = /SHAPE_REPRESENTATION\('[^']*',\([^)]*\),#(\d+)\)/;
const endOfData = /ENDSEC;\s*END-ISO-10303-21;\s*$/;

/** The text with names and colours; as it was where it does not have one product for each body, below one for all where there are several. */
export function nameBodies(text: string, whole: string, bodies: readonly StepBody[]): string {
  const starts = [...text.matchAll(product)].map(({ index }) => index);
  const above = bodies.length > 1 ? 1 : 0;
  if (starts.length !== bodies.length + above) return text;
  let next = Math.max(...[...text.matchAll(/^#(\d+) ?=/gm)].map(([, id]) => Number(id))) + 1;
  const styles: string[] = [];
  const head = text.slice(0, starts[above]);
  const sections = bodies.map((body, i) => {
    const section = text.slice(starts[i + above], starts[i + above + 1]);
    const items = [...section.matchAll(item)].map(([, id]) => `#${id}`);
    const context = representation.exec(section)?.[1];
    if (body.color && context !== undefined && items.length > 0) {
      const lines = styleLines(next, body.color, items, `#${context}`);
      styles.push(...lines);
      next += lines.length;
    }
    return named(section, body.name).replace(
      item,
      (_, id: string, kind: string) => `#${id} = ${kind}(${stepString(body.name)},`,
    );
  });
  const all = (above === 1 ? named(head, whole) : head) + sections.join("");
  return all.replace(endOfData, (end) => `${styles.map((line) => `${line}\n`).join("")}${end}`);
}

/** The section with its product called `name`. */
const named = (section: string, name: string): string =>
  section.replace(product, () => `= PRODUCT(${stepString(name)},${stepString(name)}`);

/** Instances that give items a colour, numbered from `id`. */
function styleLines(id: number, color: readonly number[], items: readonly string[], context: string): string[] {
  const [red, green, blue] = color.map((c) => `${Number(c.toFixed(6))}`.replace(/^-?\d+$/, "$&."));
  const at = (i: number): string => `#${id + i}`;
  const styled = items.map((of, i) => `${at(7 + i)} = STYLED_ITEM('color',(${at(6)}),${of});`);
  return [
    `${at(0)} = COLOUR_RGB('',${red},${green},${blue});`,
    `${at(1)} = FILL_AREA_STYLE_COLOUR('',${at(0)});`,
    `${at(2)} = FILL_AREA_STYLE('',(${at(1)}));`,
    `${at(3)} = SURFACE_STYLE_FILL_AREA(${at(2)});`,
    `${at(4)} = SURFACE_SIDE_STYLE('',(${at(3)}));`,
    `${at(5)} = SURFACE_STYLE_USAGE(.BOTH.,${at(4)});`,
    `${at(6)} = PRESENTATION_STYLE_ASSIGNMENT((${at(5)}));`,
    ...styled,
    `${at(7 + items.length)} = MECHANICAL_DESIGN_GEOMETRIC_PRESENTATION_REPRESENTATION('',(${items.map((_, i) => at(7 + i)).join()}),${context});`,
  ];
}

/** A string of Part 21 (ISO 10303-21, 6.4.3): apostrophes and backslashes doubled, what is not ASCII as UTF-16 in hexadecimal. */
function stepString(text: string): string {
  const escaped = text.replace(/['\\]/g, "$&$&").replace(/[^ -~]+/g, (run) => {
    const units = Array.from({ length: run.length }, (_, i) =>
      run.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0"),
    );
    return `\\X2\\${units.join("")}\\X0\\`;
  });
  return `'${escaped}'`;
}
