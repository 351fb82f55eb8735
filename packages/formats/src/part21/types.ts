/**
 * The words of this folder, as ISO 10303-21 uses them.
 *
 * - exchange structure: one file: HEADER section, any number of DATA sections, END-ISO-10303-21.
 * - instance: one `#12 = TYPE(arguments);` of a DATA section. Its index is its place in the file, its id the number after #.
 * - complex instance: `#12 = (A() B(1.));`, an instance of several types at once. Its type name here is "A+B".
 * - reference: a `#12` in the arguments of an instance.
 */

/** In place of an index where there is no instance: lists of numbers have nothing else to say it with. */
export const noInstance = -1;

export interface Part21 {
  readonly bytes: Uint8Array;
  readonly header: Header;
  /** Number of instances. The arrays below have one entry for each, in the order of the file. */
  readonly count: number;
  readonly ids: Float64Array;
  /** Index into typeNames. */
  readonly types: Uint16Array;
  /** Upper case; the parts of a complex type joined with "+". */
  readonly typeNames: readonly string[];
  /** Byte offset of the instance's `#`. */
  readonly offsets: Uint32Array;
  /** Byte offset of the `(` of the argument list, or of the `(` round a complex instance. */
  readonly argumentOffsets: Uint32Array;
  /** References of instance i: refs[refStarts[i] .. refStarts[i+1]), in order; instance indices, `noInstance` where there is none. */
  readonly refStarts: Uint32Array;
  readonly refs: Int32Array;
  /** References that lead nowhere. */
  readonly dangling: readonly Dangling[];
  /** Ids that are defined more than once; the first definition is the one that references mean. */
  readonly duplicates: readonly Duplicate[];
  /** Names that the REFERENCE section of edition 3 gives to things in other files: id -> URI. */
  readonly external: ReadonlyMap<number, string>;
  /** Names that the ANCHOR section of edition 3 gives to instances for other files: name -> id. */
  readonly anchors: ReadonlyMap<string, number>;
  /** Where an instance comes from, when the text was put together from several files. */
  readonly source?: (index: number) => Source;
  /** Names of other files whose parts are in this text. */
  readonly followed?: ReadonlySet<string>;
  /** Index of the instance with this id. */
  indexOf(id: number): number | undefined;
  /** Indices of all instances of a type, in the order of the file; complex instances that have it as a part are among them. */
  instancesOf(type: string): readonly number[];
  readonly ending: Ending;
  /** What is against the grammar and does no harm, a sentence each. */
  readonly warnings: readonly string[];
}

/** An instance of one of the files that a text was put together from. */
export interface Source {
  readonly file: Part21;
  readonly index: number;
  /** Of the file; empty for the one that names the others. */
  readonly name: string;
}

export interface Header {
  readonly description: readonly string[];
  readonly implementationLevel: string;
  readonly name: string;
  readonly timestamp: string;
  readonly authors: readonly string[];
  readonly organizations: readonly string[];
  readonly preprocessor: string;
  readonly originatingSystem: string;
  readonly authorisation: string;
  readonly schema: readonly string[];
}

export interface Dangling {
  readonly owner: number;
  readonly id: number;
}

export interface Duplicate {
  readonly first: number;
  readonly second: number;
  /** Both say the same, byte for byte. */
  readonly same: boolean;
}

/** How the file ends. */
export interface Ending {
  /** The last DATA section has its ENDSEC. */
  readonly dataClosed: boolean;
  /** END-ISO-10303-21; is there. */
  readonly closed: boolean;
  /** Byte offset after the last thing that belongs to the exchange structure (without its unfinished end). */
  readonly end: number;
  /** What follows END-ISO: nothing, a SIGNATURE section, or something else. */
  readonly after: "nothing" | "signature" | "other";
}
