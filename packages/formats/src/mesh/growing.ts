/** Typed arrays that grow: a text says how long it is only at its end. */
import { at } from "@unbake/ground";

export interface Growing<A extends Float64Array | Uint32Array> {
  readonly length: number;
  push(value: number): void;
  at(index: number): number;
  /** A copy of the values pushed so far. */
  values(): A;
}

const firstLength = 1024;

export const growingFloats = (): Growing<Float64Array> => growing((length) => new Float64Array(length));
export const growingIndices = (): Growing<Uint32Array> => growing((length) => new Uint32Array(length));

function growing<A extends Float64Array | Uint32Array>(make: (length: number) => A): Growing<A> {
  let array = make(firstLength);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === array.length) {
        const longer = make(2 * length);
        longer.set(array);
        array = longer;
      }
      array[length++] = value;
    },
    at: (index) => at(array, index),
    values: () => array.slice(0, length) as A,
  };
}
