import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts"],
    pool: "forks",
    // Many tests wait for processes of their own: two at a time also where there are two processors (vitest would take one).
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Tests run much WebAssembly once: see packages/ground/src/wasm/machineCode.ts.
    execArgv: ["--wasm-tiering-budget=1000000000"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
