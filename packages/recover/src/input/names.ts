/** Names that say something, out of the many that writers put where they have none. */

const empty =
  /^(|none|null|unnamed|untitled|unidentified[_ ]product|unspecified|unknown|default|solid ?\d*|body ?\d*|part ?\d*|compound ?\d*|shape|shell|brep|product|assembly|partbody|manifold_?solid_?brep ?\d*|closed_?shell|open cascade (step translator|iges processor).*|open cascade shape model|import(ed)?\d*|boss-extrude\d*|cut-extrude\d*|fillet\d*|chamfer\d*|revolve\d*|shape ?\d*|null ?\d*)$/i;

/** The name trimmed, or undefined when it is only a place holder. */
export function meaningfulName(name: string | undefined): string | undefined {
  const trimmed = (name ?? "").replace(/\s+/g, " ").trim();
  return empty.test(trimmed) || !/[\p{L}\p{N}]/u.test(trimmed) ? undefined : trimmed;
}
