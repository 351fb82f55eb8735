import { bearerOf } from "../../../auth/index.js";
import type { App } from "../../app.js";
import { cookieGone, cookieWith } from "../../session.js";
import { nothing, own } from "../answers.js";

/** Lets a browser show pictures, and no longer. */
export function sessionRoutes(app: App): void {
  app.post(
    "/x/session",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "open_session",
        summary: "Puts the token of this request into a cookie that opens pictures and nothing else.",
        response: nothing("The cookie is set."),
      },
    },
    async (request, reply) => {
      const token = bearerOf(request.headers.authorization) ?? "";
      return reply.header("set-cookie", cookieWith(token, request)).code(204).send(null);
    },
  );

  app.delete(
    "/x/session",
    {
      config: { access: "open" },
      schema: {
        ...own,
        security: [],
        operationId: "close_session",
        summary: "Removes the cookie that opens pictures.",
        response: nothing("The cookie is gone."),
      },
    },
    async (request, reply) => reply.header("set-cookie", cookieGone(request)).code(204).send(null),
  );
}
