/** The plain first page: static files beside this folder's sources. */
import { readFile } from "node:fs/promises";
import type { App } from "./app.js";

const files = [
  ["/", "index.html", "text/html; charset=utf-8"],
  ["/page.js", "page.js", "text/javascript; charset=utf-8"],
  ["/page.css", "page.css", "text/css; charset=utf-8"],
] as const;

/** From `src` and from `dist` alike: static files are not compiled. */
const folder = new URL("../../src/http/static/", import.meta.url);

/** Only this server's own files, no scripts in the page, nothing that frames it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Serves the page at `/`. It talks to the API with a token that its reader enters. */
export function pageRoutes(app: App): void {
  for (const [url, file, type] of files) {
    const content = readFile(new URL(file, folder));
    // A missing file is an error of the first request, not of the process.
    content.catch(() => undefined);
    app.get(url, { config: { access: "open" }, schema: { hide: true } }, async (_, reply) =>
      reply
        .header("content-type", type)
        .header("content-security-policy", policy)
        .header("referrer-policy", "no-referrer")
        .header("cache-control", "no-cache")
        .send(await content),
    );
  }
}
