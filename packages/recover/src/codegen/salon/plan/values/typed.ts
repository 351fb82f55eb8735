/** What people type: how many decimals, and what they multiply with. */

/** How many decimals people type, by unit. */
export const typedDecimals = { mm: 3, cm: 4, m: 6, in: 3, ft: 4, yd: 4 } as const;

/** Factors of trigonometry that regular shapes and tapers bring along. */
export const factors: readonly (readonly [text: string, value: number])[] = [
  ["sin(60deg)", Math.sqrt(3) / 2],
  ["tan(30deg)", 1 / Math.sqrt(3)],
  ["sin(45deg)", Math.SQRT1_2],
  ["sqrt(2)", Math.SQRT2],
];
