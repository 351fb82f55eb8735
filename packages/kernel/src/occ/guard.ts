/** Turns what OpenCASCADE throws into UnbakeError, and frees temporaries. */
import { UnbakeError, webAssembly } from "@unbake/ground";
import type { OpenCascadeInstance } from "./module.js";

/** Anything that lives in WebAssembly memory. */
export interface Native {
  delete(): void;
}

/** Runs `body`; every native that it passes through `temp` is deleted at the end, last made first. */
export function withTemporaries<T>(body: (temp: <N extends Native>(native: N) => N) => T): T {
  const made: Native[] = [];
  try {
    return body((native) => {
      made.push(native);
      return native;
    });
  } finally {
    for (const native of made.reverse()) native.delete();
  }
}

/** What a thrown value says, in words. C++ exceptions arrive as WebAssembly.Exception and need the module to be read. */
export function describeException(oc: OpenCascadeInstance, thrown: unknown): string {
  if (thrown instanceof webAssembly.Exception) {
    const [type, message] = oc.getExceptionMessage(thrown as never) as unknown as [string, string | undefined];
    return message ? `${type}: ${message}` : type;
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Runs one kernel operation named `what`; whatever it throws leaves as UnbakeError, code "kernel" unless it has one already. */
export function guard<T>(oc: OpenCascadeInstance, what: string, body: () => T): T {
  try {
    return body();
  } catch (thrown) {
    if (thrown instanceof UnbakeError) throw thrown;
    throw new UnbakeError("kernel", `${what}: ${describeException(oc, thrown)}`, { cause: thrown });
  }
}
