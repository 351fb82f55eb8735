/** The page: the built files of the package `web`, and its one document at every address of a view. */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { FastifyReply } from "fastify";
import type { App } from "./app.js";
import { ApiError } from "./errors.js";

/** Only this server's own files, no scripts in the page, nothing that frames it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Addresses that the page itself reads: what is shown follows from them. */
const views = ["/", "/sign-in", "/datasets", "/datasets/*"] as const;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Names in assets/ have the hash of their content in them: another content is another name. */
const forever = "public, max-age=31536000, immutable";

/** Serves the page. It talks to the API with a token that its reader enters. */
export function pageRoutes(app: App): void {
  const folder = folderOfPage();
  const document = once(() => readFile(path.join(folder, "index.html")));
  const assets = once(() => readAssets(path.join(folder, "assets")));
  const config = { access: "open" } as const;

  for (const url of views)
    app.get(url, { config, schema: { hide: true } }, async (_, reply) =>
      guarded(reply, ".html")
        .header("cache-control", "no-cache")
        .send(await document()),
    );

  app.get("/assets/:name", { config, schema: { hide: true } }, async (request, reply) => {
    const { name } = request.params as { readonly name: string };
    const content = (await assets()).get(name);
    if (!content) throw new ApiError("not_found", `the page has no file ${name.slice(0, 100)}`);
    return guarded(reply, path.extname(name)).header("cache-control", forever).send(content);
  });
}

function guarded(reply: FastifyReply, extension: string): FastifyReply {
  return reply
    .header("content-type", types[extension] ?? "application/octet-stream")
    .header("content-security-policy", policy)
    .header("referrer-policy", "no-referrer");
}

/** Where the package `web` has its build; it is found as any package is, and no code of it runs here. */
function folderOfPage(): string {
  return path.join(path.dirname(createRequire(import.meta.url).resolve("@unbake/web/package.json")), "dist");
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = (await readdir(folder)).filter((name) => path.extname(name) in types);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}

/** The result of the first call that succeeds. A page that is not built is an error of a request, not of the process. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
