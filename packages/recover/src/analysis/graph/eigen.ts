/** Eigenvectors of small symmetric matrices by cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5). */

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
  const at = (m: Float64Array[], i: number, j: number): number => m[i]?.[j] ?? 0;
  const set = (m: Float64Array[], i: number, j: number, value: number): void => {
    const row = m[i];
    if (row) row[j] = value;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let total = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        total += at(a, i, j) ** 2;
        if (i !== j) off += at(a, i, j) ** 2;
      }
    }
    if (off <= offDiagonalShare * total) break;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = at(a, p, q);
        if (apq === 0) continue;
        const theta = (at(a, q, q) - at(a, p, p)) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const kp = at(a, k, p);
          const kq = at(a, k, q);
          set(a, k, p, c * kp - s * kq);
          set(a, k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k++) {
          const pk = at(a, p, k);
          const qk = at(a, q, k);
          set(a, p, k, c * pk - s * qk);
          set(a, q, k, s * pk + c * qk);
          const vp = at(v, k, p);
          const vq = at(v, k, q);
          set(v, k, p, c * vp - s * vq);
          set(v, k, q, s * vp + c * vq);
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => at(a, i, i) - at(a, j, j));
  return {
    values: order.map((i) => at(a, i, i)),
    vectors: order.map((i) => Array.from({ length: n }, (_, k) => at(v, k, i))),
  };
}
