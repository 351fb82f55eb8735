import type { SectionPlane } from "@unbake/snapshot";

/** The plane that `x` or `y=12.5` means; undefined when it means none. */
export function sectionOfText(text: string): SectionPlane | undefined {
  const [, axis, at] = /^([xyz])(?:=(-?\d+(?:\.\d+)?))?$/.exec(text.trim().toLowerCase()) ?? [];
  if (axis === undefined) return undefined;
  return { axis: axis as SectionPlane["axis"], ...(at !== undefined && { at: Number(at) }) };
}
