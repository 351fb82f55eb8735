/** `npm run test:browser`: the page in a real Chromium against a real service. Its files run one after another: they measure time. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/web/browser/**/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
