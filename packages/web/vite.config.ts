/** How the page is built and, with `npx vite packages/web`, worked on: then the API is a service that runs beside it. */
import { defineConfig } from "vite";

const api = process.env.UNBAKE_URL ?? "http://127.0.0.1:8787";

export default defineConfig({
  build: {
    target: "es2023",
    // The content security policy lets no data: address in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    sourcemap: false,
    // "use client" says nothing to a page that has no server part.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
    license: { fileName: "licenses.md" },
  },
  server: { proxy: { "/org": api, "/x": api } },
});
