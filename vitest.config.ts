import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts"],
    pool: "forks",
    // Tests run much WebAssembly once: see packages/ground/src/wasm/machineCode.ts.
    execArgv: ["--wasm-tiering-budget=1000000000"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
