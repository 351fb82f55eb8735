/** Eigenvectors of small symmetric matrices by cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5). */

import type { Vec3 } from "@unbake/geometry";
import { at, UnbakeError } from "@unbake/ground";
import { offDiagonalShare } from "../../tolerances.js";

export interface Eigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[i] belongs to values[i]; unit length. */
  readonly vectors: readonly (readonly number[])[];
}

/** `matrix` is symmetric, row by row. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
  const set = (m: Float64Array[], i: number, j: number, value: number): void => {
    const row = m[i];
    if (row) row[j] = value;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let total = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        total += entry(a, i, j) ** 2;
        if (i !== j) off += entry(a, i, j) ** 2;
      }
    }
    if (off <= offDiagonalShare * total) break;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = entry(a, p, q);
        if (apq === 0) continue;
        const theta = (entry(a, q, q) - entry(a, p, p)) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const kp = entry(a, k, p);
          const kq = entry(a, k, q);
          set(a, k, p, c * kp - s * kq);
          set(a, k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k++) {
          const pk = entry(a, p, k);
          const qk = entry(a, q, k);
          set(a, p, k, c * pk - s * qk);
          set(a, q, k, s * pk + c * qk);
          const vp = entry(v, k, p);
          const vq = entry(v, k, q);
          set(v, k, p, c * vp - s * vq);
          set(v, k, q, s * vp + c * vq);
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => entry(a, i, i) - entry(a, j, j));
  return {
    values: order.map((i) => entry(a, i, i)),
    vectors: order.map((i) => Array.from({ length: n }, (_, k) => entry(v, k, i))),
  };
}

/** The sum of the outer products of vectors of length `n`. */
export function outerSum(vectors: readonly (readonly number[])[], n: number): number[][] {
  const sum = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (const vector of vectors) {
    sum.forEach((row, i) => {
      const own = item(vector, i);
      for (let j = 0; j < n; j++) row[j] = item(row, j) + own * item(vector, j);
    });
  }
  return sum;
}

// Functions of this file, not `at`, which has seen lists of every kind and is slow in loops as hot as these.

function entry(m: readonly Float64Array[], i: number, j: number): number {
  const value = m[i]?.[j];
  if (value === undefined) throw new UnbakeError("internal", `a matrix has no entry ${i}, ${j}`);
  return value;
}

function item(list: readonly number[], i: number): number {
  const value = list[i];
  if (value === undefined) throw new UnbakeError("internal", `a vector has no entry ${i}`);
  return value;
}

/** The first three entries. */
export const asVec3 = (v: readonly number[]): Vec3 => [at(v, 0), at(v, 1), at(v, 2)];
