/** The instance of the interpreter that is in use, and when it is replaced: after a panic, when it was cut off, when it has grown too large. */
import { UnbakeError } from "@unbake/ground";
import { type Bindings, type Instance, type Remembered, startInstance } from "./glue.js";

/** An instance whose memory has grown to this is replaced before the next execution: its memory never shrinks. Bytes. */
const replaceAtBytes = 400 * 2 ** 20;

interface LaterOptions {
  /** Runs when the instance is whole afterwards. */
  readonly ended?: () => void;
  /** Its rejection cuts the call off, and the instance with it. */
  readonly over?: Promise<never>;
}

export interface Instances {
  /** Of the present instance. */
  memoryBytes(): number;
  /** Runs `body` on the present instance; its panics become errors "kcl_execution". */
  now<T>(body: (bindings: Bindings) => T): T;
  /** The same for what takes its time. */
  later<T>(body: (bindings: Bindings) => Promise<T>, options?: LaterOptions): Promise<T>;
  /**
   * Brings the present instance to where `prepare` leaves it, which is run only where nothing with this key is remembered that can be gone back
   * to. False where that failed: then nothing is known about its state.
   */
  prepared(key: string, prepare: () => Promise<void>): Promise<boolean>;
}

/** Raw and salon programs begin with different settings. */
const mostBases = 2;

export function startInstances(): Instances {
  let current: Instance | undefined;
  /** States of the current instance by key, the one used last at the end. */
  const bases = new Map<string, Remembered>();

  const use = (): Instance => {
    current ??= startInstance();
    return current;
  };

  const discard = (instance: Instance): void => {
    if (current === instance) {
      current = undefined;
      bases.clear();
    }
    // Calls that still wait for it may finish: the parser's end of stack, say, harms no execution.
    if (!instance.isAwaited()) instance.drop();
  };

  /** What `thrown` means: a panic costs the instance and becomes an error of the table. */
  const failed = (instance: Instance, thrown: unknown): unknown => {
    const panic = instance.panicOf(thrown);
    if (panic === undefined) return thrown;
    discard(instance);
    return new UnbakeError("kcl_execution", panic.message, { cause: panic });
  };

  return {
    memoryBytes: () => use().memoryBytes(),
    now(body) {
      const instance = use();
      try {
        return body(instance.bindings);
      } catch (thrown) {
        throw failed(instance, thrown);
      }
    },
    async prepared(key, prepare) {
      // What was put off runs first: it may belong to the memory that is about to go.
      await new Promise((resolve) => setImmediate(resolve));
      const isIdle = () => current !== undefined && !current.isAwaited();
      const known = bases.get(key);
      bases.delete(key);
      if (known && isIdle() && current?.recall(known)) {
        bases.set(key, known);
        return true;
      }
      try {
        await prepare();
      } catch {
        // What does not run empty says why when it is run.
        return false;
      }
      await new Promise((resolve) => setImmediate(resolve));
      const state = isIdle() ? current?.remember() : undefined;
      if (state) bases.set(key, state);
      for (const oldest of [...bases.keys()].slice(0, -mostBases)) bases.delete(oldest);
      return true;
    },
    later(body, { ended = () => undefined, over } = {}) {
      if (current && current.memoryBytes() > replaceAtBytes) discard(current);
      const instance = use();
      return new Promise((resolve, reject) => {
        let settled = false;
        const settle = (finish: () => void): void => {
          if (settled) return;
          settled = true;
          forget();
          finish();
          if (current !== instance) discard(instance);
        };
        const fail = (thrown: unknown): void =>
          settle(() => {
            const error = failed(instance, thrown);
            if (error === thrown) ended();
            reject(error);
          });
        const forget = instance.onPanic(fail);
        over?.catch((reason: unknown) =>
          settle(() => {
            discard(instance);
            reject(reason);
          }),
        );
        const run = async () => body(instance.bindings);
        run().then(
          (result) =>
            settle(() => {
              ended();
              resolve(result);
            }),
          fail,
        );
      });
    },
  };
}
