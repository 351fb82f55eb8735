/**
 * Locations of a BRep text. A location is a product of powers of elementary movements (datums); two are the same
 * exactly when the products are written the same (TopLoc_Location), so the product is the key of identity.
 */

import type { Pose, Vec3 } from "@unbake/geometry";
import { applyPose, applyPoseDirection, composePoses } from "@unbake/geometry";
import type { Scanner } from "./scanner.js";

export interface Location {
  readonly key: string;
  readonly factors: readonly Factor[];
  /** The movement as a matrix; its 3x3 part may hold a scale. */
  readonly matrix: Pose;
  readonly identity: boolean;
}

interface Factor {
  readonly datum: number;
  readonly power: number;
}

const identityMatrix: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
export const noLocation: Location = { key: "", factors: [], matrix: identityMatrix, identity: true };

/** All locations of one text, with composition. */
export class LocationTable {
  readonly #datums = new Map<number, Pose>();
  readonly #entries: Location[] = [noLocation];
  readonly #composed = new Map<string, Location>();

  /** Reads the `count` entries of the section. */
  static read(text: Scanner, count: number): LocationTable {
    const table = new LocationTable();
    for (let index = 1; index <= count; index++) {
      if (text.number() === 1) {
        const m = Array.from({ length: 12 }, () => text.number());
        table.#datums.set(index, m as unknown as Pose);
        table.#entries.push(table.#make([{ datum: index, power: 1 }]));
      } else {
        table.#entries.push(table.#make(table.#readFactors(text)));
      }
    }
    return table;
  }

  at(index: number): Location {
    const found = this.#entries[index];
    if (!found) throw new RangeError(`BRep text: no location ${index}`);
    return found;
  }

  /** The elementary movements that a location is made of, by their numbers in the table. */
  elements(index: number): readonly { readonly datum: number; readonly matrix: Pose }[] {
    return this.at(index).factors.map(({ datum }) => ({ datum, matrix: this.#datum(datum) }));
  }

  /** First `inner`, then `outer`. */
  compose(outer: Location, inner: Location): Location {
    if (inner.identity) return outer;
    if (outer.identity) return inner;
    const key = `${outer.key}|${inner.key}`;
    let found = this.#composed.get(key);
    if (!found) {
      found = this.#make([...outer.factors, ...inner.factors]);
      this.#composed.set(key, found);
    }
    return found;
  }

  /**
   * A product: references to earlier entries with powers, ended by 0. The references are elementary, and the innermost
   * comes first (TopTools_LocationSet::Read multiplies each new one from the left).
   */
  #readFactors(text: Scanner): Factor[] {
    const factors: Factor[] = [];
    for (;;) {
      const index = text.number();
      if (index === 0) return factors;
      const power = text.number();
      if (!Number.isInteger(power) || Math.abs(power) > maxPower) {
        throw new RangeError(`location ${index} to the power of ${power}`);
      }
      const entry = this.at(index);
      const repeated = Array.from({ length: Math.abs(power) }, () => entry.factors).flat();
      factors.unshift(...(power < 0 ? invertFactors(repeated) : repeated));
    }
  }

  #datum(datum: number): Pose {
    const found = this.#datums.get(datum);
    if (!found) throw new RangeError(`BRep text: no elementary location ${datum}`);
    return found;
  }

  #make(product: readonly Factor[]): Location {
    const factors = cancel(product);
    if (factors.length === 0) return noLocation;
    let matrix = identityMatrix;
    for (const { datum, power } of factors) {
      const base = this.#datum(datum);
      const step = power < 0 ? invert(base) : base;
      for (let i = 0; i < Math.abs(power); i++) matrix = composePoses(matrix, step);
    }
    return { key: factors.map((f) => `${f.datum}^${f.power}`).join(" "), factors, matrix, identity: false };
  }
}

/** Powers are counts of repeated moves: OpenCASCADE writes 1 and -1, and few others. */
const maxPower = 10_000;

const invertFactors = (factors: readonly Factor[]): Factor[] =>
  factors.map(({ datum, power }) => ({ datum, power: -power })).reverse();

/** Neighbouring powers of one datum add up, and vanish at zero. */
function cancel(product: readonly Factor[]): Factor[] {
  const result: Factor[] = [];
  for (const factor of product) {
    const last = result.at(-1);
    if (last?.datum !== factor.datum) {
      result.push(factor);
      continue;
    }
    result.pop();
    if (last.power + factor.power !== 0) result.push({ datum: factor.datum, power: last.power + factor.power });
  }
  return result;
}

/** Inverse of a movement that may scale uniformly. */
function invert(m: Pose): Pose {
  const s2 = m[0] * m[0] + m[4] * m[4] + m[8] * m[8];
  const rows: readonly Vec3[] = [
    [m[0] / s2, m[4] / s2, m[8] / s2],
    [m[1] / s2, m[5] / s2, m[9] / s2],
    [m[2] / s2, m[6] / s2, m[10] / s2],
  ];
  const [a, b, c] = rows as [Vec3, Vec3, Vec3];
  const linear: Pose = [...a, 0, ...b, 0, ...c, 0] as unknown as Pose;
  const t = applyPoseDirection(linear, applyPose(m, [0, 0, 0]));
  return [a[0], a[1], a[2], -t[0], b[0], b[1], b[2], -t[1], c[0], c[1], c[2], -t[2]];
}
