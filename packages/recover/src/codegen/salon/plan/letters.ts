/** Things of one name are told apart by letters, as on a drawing: pocket A, pocket B. */

/** The letter of the nth thing, from 0: A to Z, then Aa. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode("A".charCodeAt(0) + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter.toLowerCase();
}

/**
 * What something is called the nth time that its name is asked for: "cutBlock" is "cutBlockB" the second time. A coordinate has its letter
 * before that of its axis ("flankX", "flankBPlaceX"). The linter takes two capitals in a row for a shortened word, so what ends in a letter
 * already gets a number.
 */
export function lettered(base: string, n: number): string {
  const letter = letterOf(n - 1);
  const [, thing, axis] = /^(.*[a-z0-9])([XYZ])$/.exec(base.replace(/Place([XYZ])$/, "$1")) ?? [];
  if (thing !== undefined && axis !== undefined) return `${thing}${letter}Place${axis}`;
  return /[A-Z]$/.test(base) ? `${base}${n}` : base + letter;
}
