/**
 * Imported first by the worker: how eagerly V8 recompiles WebAssembly with its optimising compiler.
 *
 * A conversion runs a great deal of code a few times. With V8's budget (a function is recompiled after about 1.8 MB of its code have
 * run) most of a short conversion's processor time goes into the compiler: a nut took 6.7 s cold and 1.3 s warm where 1.3 s and
 * 0.9 s do; an assembly of 18 bodies 16.5 s and 6.4 s where 10.3 s and 7.5 s do. Functions that are really hot still get there.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--wasm-tiering-budget=1000000000");

// Functions are checked when they are first compiled instead of all before the first is run: 0.15 s of processor time less at each start
// (the kernel 0.09 s, the interpreter 0.06 s). The modules are those of pinned packages.
setFlagsFromString("--wasm-lazy-validation");
