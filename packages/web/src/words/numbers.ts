/** Numbers and times as people read them. */

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

export const count = (n: number): string => grouped.format(n);

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** Never rounded up to 1: what is not exactly the original must not look so. */
export function similarity(score: number | null | undefined): string {
  if (typeof score !== "number") return "–";
  if (score === 1) return "1";
  return (Math.floor(score * 1e6) / 1e6).toFixed(6);
}

/** Between these a number is written out; others are powers of ten. */
const plainFrom = 0.001;
const plainTo = 10_000_000;

/** Up to six significant digits, very small and large ones as powers of ten. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const magnitude = Math.abs(value);
  if (magnitude >= plainFrom && magnitude < plainTo) return value.toLocaleString("en", { maximumSignificantDigits: 6 });
  const [mantissa = "", exponent = ""] = value.toExponential(2).split("e");
  return `${mantissa.replace("-", "−")} × 10${superscript(exponent.replace("+", ""))}`;
}

const superscript = (digits: string) =>
  [...digits].map((digit) => (digit === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? ""))).join("");

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

export function ago(time: string, now: number): string {
  const seconds = (new Date(time).getTime() - now) / 1000;
  const step = steps.find(([, length]) => Math.abs(seconds) >= length);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : "just now";
}

export const moment = (time: string): string => full.format(new Date(time));
