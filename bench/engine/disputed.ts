/** Cases of the conformance set that do not pass, and why: they count as failed all the same. */
export const disputed: Readonly<Record<string, string>> = {
  "std-solid-appearance10": "The program makes a plane and no body. The reference is a body of another program.",
  "std-transform-delete0":
    "The program deletes its only body. The reference is a body of 2 x 8.18 x 5 mm that the program never makes.",
  "std-gear-helical0":
    "A twisted extrusion encloses the area of its profile times its height, 353.09 mm2 * 7 mm = 2471.6 mm3, as that of the same gear as herringbone (which passes). The reference is a mesh of 32 faces where 10 teeth have 40 walls and 2 caps: its volume is short by what one wall a tooth (tip or root) contributes to the signed volume, 10 * 52 mm3. Box agrees, area differs by 1.6 %.",
  "std-solver-midpoint0":
    "The coordinates come from the interpreter's constraint solver. The reference is a sector of radius 4.163 mm (its box, and r with 2 r + 2 S / r = perimeter), the program asks for radius(arc1) == 3mm, which ours has: another version of the solver drew it.",
};
