/**
 * The words of IGES (ANSI US PRO/IPO-100, version 5.3).
 *
 * - record: a line of 80 columns; column 73 says its section, columns 74 to 80 number it within the section.
 * - directory entry (DE): two records that describe an entity: type, form, status, transformation, colour. It is named by the number
 *   of its first record, always odd: "D45".
 * - parameter data: the numbers, strings and pointers of an entity, in the records of section P that its directory entry names.
 */

/** A parameter: a number, a string (Hollerith), or nothing where the default is meant. */
export type Parameter = number | string | undefined;

export interface IgesGlobal {
  readonly sender: string;
  readonly fileName: string;
  /** The program that the model was made with, and the one that wrote the file. */
  readonly system: string;
  readonly preprocessor: string;
  /** Size of the model over size of the thing. */
  readonly scale: number;
  /** Undefined when it is left out. */
  readonly unitFlag: number | undefined;
  readonly unitName: string;
  readonly date: string;
  /** Smallest distance that means anything, in units of the file; 0 when not stated. */
  readonly resolution: number;
  readonly author: string;
  readonly organization: string;
  readonly version: number;
}

export interface IgesEntity {
  /** Number of its first directory record: what pointers point to. */
  readonly de: number;
  readonly type: number;
  readonly form: number;
  readonly label: string;
  /** Pointer to a transformation (type 124); 0 for none. */
  readonly matrix: number;
  /** A number of the standard's colours, or minus a pointer to a colour (type 314); 0 for none. */
  readonly color: number;
  readonly blanked: boolean;
  /** Exists only as a part of another entity: physically dependent (status 01 or 03), or for use in definitions (use flag 02). */
  readonly dependent: boolean;
  /** First record of its parameter data and how many there are. */
  readonly firstRecord: number;
  readonly records: number;
}

export interface IgesFile {
  readonly start: string;
  readonly global: IgesGlobal;
  /** By DE number, in the order of the file. */
  readonly entities: ReadonlyMap<number, IgesEntity>;
  /** Parameters of an entity, without the type number that they begin with; read when asked for. */
  parametersOf(entity: IgesEntity): readonly Parameter[];
}
