/**
 * The words that programs name things by. Data only: whoever knows a better word, or one that is missing, writes it here (docs/naming.md,
 * "Words of salon programs"). Every word is lowerCamelCase, for what a thing does in its part.
 */

/** What the base of a part is called by its shape. */
export const bases = {
  /** Round, with a round hole through its middle: shorter than wide, and longer. */
  ring: "ring",
  bush: "bush",
  /** Round without a hole. */
  disc: "disc",
  cylinder: "cylinder",
  /** A rectangle, by how high it stands on it. */
  plate: "plate",
  block: "block",
  bar: "bar",
  /** A hexagon with a hole and without one. */
  nut: "nut",
  hexBar: "hexBar",
  /** Six, eight and more sides at right angles, by their corners that look inwards. `angle` is a word of KCL. */
  angle: "bracket",
  channel: "channel",
  tee: "tee",
  /** A strip between two curves. */
  strip: "strip",
  /** Any other outline, long. */
  rail: "rail",
} as const;

/** What is turned: touching its axis or not, long or not. */
export const turned = { shaft: "shaft", disc: "disc", tube: "tube", ring: "ring", torus: "torus" } as const;

/** What runs along a helix: by itself, and on or in something else; and what is twisted. */
export const screws = { base: "spring", thread: "thread", twisted: "twistedBar", twistedCut: "twistedCut" } as const;

/** What is hollow, with walls of one thickness: turned and open at one end, drawn and open at one end, open at both. */
export const hollows = { cup: "cup", box: "box", sleeve: "sleeve" } as const;

/** What is added to a base, and what is cut out of it. */
export const additions = { boss: "boss", rib: "rib", pad: "pad", spigot: "spigot", collar: "collar" } as const;

/** What a profile repeats: cut with straight sides and with slanting ones or into a round, added in the same two ways, and a hole of its own. */
export const repeated = { slot: "slot", gap: "toothGap", rib: "rib", tooth: "tooth", cavity: "cavity" } as const;
export const cuts = {
  bore: "bore",
  recess: "recess",
  slot: "slot",
  cutout: "cutout",
  pocket: "pocket",
  groove: "groove",
  hole: "hole",
  blindHole: "blindHole",
  counterbore: "counterbore",
  countersink: "countersink",
} as const;

/** Parts of a turned profile, from its diameters along the axis. */
export const turnedSections = {
  /** Widest, short, at one end. */
  head: "head",
  /** The long thinner rest behind a head. */
  shank: "shank",
  /** Wider than both its neighbours, and thinner. */
  collar: "collar",
  neck: "neck",
  /** The thinner end. */
  journal: "journal",
  /** Neither an end nor an extreme. */
  seat: "seat",
  /** The same in a bore. */
  bore: "bore",
  counterbore: "counterbore",
  recess: "recess",
} as const;

/** What a run of segments away from its side is: inwards between two pieces of a side, outwards, and at a corner. */
export const runs = { notch: "notch", lug: "lug", step: "step" } as const;

/** Segments of such a run by what they do. */
export const segments = {
  wall: "Wall",
  floor: "Floor",
  lip: "Lip",
  flank: "Flank",
  fillet: "Fillet",
  shoulder: "Shoulder",
  chamfer: "Chamfer",
  taper: "Taper",
} as const;

/** Words of names that say nothing about what a thing is. */
export const empty: ReadonlySet<string> = new Set(
  `a an and by copy default export exported feature features file final for from geometry import imported in manifold mesh mirror model models my
  new none object of old on part parts product rev revision sheet simplified solid solids step stl stp test the to unnamed untitled v var version
  with brep body bodies shape compound assembly component`.split(/\s+/),
);

/** Short words that are names of things all the same. */
export const short: ReadonlySet<string> = new Set(
  "arm axe bar bed hex bin box bus cam can cap cup end eye fan fin fit gap gib hub jig key kit lid leg lip log lug mat nut pad pan peg pen pin pod pot rib rim rod top tee toe web wing".split(
    " ",
  ),
);
