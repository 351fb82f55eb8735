/** The OpenAPI 3.0.3 document of everything that is served, at /openapi.json. */
import swagger from "@fastify/swagger";
import type { App } from "./app.js";

const uploadBody = {
  type: "object",
  description: "Each part is a file; its `filename` is the path in the dataset, its field name may be anything.",
  additionalProperties: { type: "string", format: "binary" },
};

/** Must be called before the routes are added. */
export async function serveOpenapi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.0.3",
      info: {
        title: "unbake",
        description:
          "Turns CAD files of an organisation back into KCL. The operations under /org are those of Zoo's org datasets; those under /x are unbake's own.",
        license: { name: "MIT", url: "https://opensource.org/license/mit" },
        version,
      },
      servers: [{ url: "/", description: "This server." }],
      tags: [
        { name: "orgs", description: "Datasets and conversions, as in Zoo's API." },
        { name: "unbake", description: "What Zoo's API has no operation for." },
      ],
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === "string" ? json.$id : `def-${i}`),
    },
    transform: ({ schema, url, route }) => {
      if (!route.config?.multipart) return { schema, url };
      return { schema: { ...schema, consumes: ["multipart/form-data"], body: uploadBody }, url };
    },
    exposeHeadRoutes: false,
  });
  app.get("/openapi.json", { config: { access: "open" }, schema: { hide: true } }, async () => app.swagger());
}
