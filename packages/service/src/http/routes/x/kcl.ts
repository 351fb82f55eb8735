import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { callerOf } from "../../access.js";
import type { App } from "../../app.js";
import type { ApiContext } from "../../context.js";
import { oneOf, storable } from "../../schemas/make.js";
import { bytes, json, own } from "../answers.js";

/** A program somebody writes by hand is never this long. */
const maxKclLength = 500_000;

const Program = Type.Object({
  kcl: Type.String({ minLength: 1, maxLength: maxKclLength, ...storable, description: "The program." }),
});

const Reading = Type.Object({
  formatted: Type.Optional(
    Type.String({ description: "As the official formatter writes it; absent when it cannot be parsed." }),
  ),
  issues: Type.Array(
    Type.Object({
      severity: oneOf(["error", "warning", "lint"]),
      message: Type.String(),
      code: Type.Optional(Type.String()),
      line: Type.Integer({ description: "From 1." }),
      column: Type.Integer({ description: "From 1." }),
    }),
  ),
});

/** Programs that are being written: nothing of them is kept. */
export function kclRoutes(app: App, context: ApiContext): void {
  app.post(
    "/x/kcl/read",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "read_kcl",
        summary: "What the official linter and formatter say of a program.",
        body: Program,
        response: json(Reading),
      },
    },
    async (request, reply) => {
      const { formatted, issues } = await context.programs.read(
        callerOf(request).orgId,
        request.body.kcl,
        untilGone(reply),
      );
      return { ...(formatted !== undefined && { formatted }), issues: [...issues] };
    },
  );

  app.post(
    "/x/kcl/run",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "run_kcl",
        summary: "The model that a program makes; who breaks the request off ends the run.",
        body: Program,
        response: bytes("Binary glTF 2.0, metres, Y up.", ["model/gltf-binary"]),
      },
    },
    async (request, reply) => {
      const { output = new Uint8Array() } = await context.programs.run(
        callerOf(request).orgId,
        request.body.kcl,
        untilGone(reply),
      );
      return reply
        .header("content-type", "model/gltf-binary")
        .send(Buffer.from(output.buffer, output.byteOffset, output.byteLength));
    },
  );
}

/** Aborted when the client has gone before its answer came. */
function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
