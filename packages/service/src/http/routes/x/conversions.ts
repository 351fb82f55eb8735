import { createHash } from "node:crypto";
import { facesOfGlb } from "@unbake/jobs";
import { Type } from "typebox";
import { callerOf } from "../../access.js";
import type { App } from "../../app.js";
import { type ApiContext, stages } from "../../context.js";
import { ApiError } from "../../errors.js";
import { isUnchanged, strongTag, weakTag } from "../../etag.js";
import { findConversion, findDataset, findMutableDataset } from "../../lookup.js";
import { Dataset } from "../../schemas/dataset.js";
import { named, oneOf, storable, uuid } from "../../schemas/make.js";
import { ConversionPath, DatasetPath } from "../../schemas/parameters.js";
import { storedJson } from "../../storedJson.js";
import { viewOfDataset } from "../../views.js";
import { bytes, json, nothing, own, unchanged } from "../answers.js";

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const base = "/x/datasets/:id/conversions/:conversion_id";

/** A program somebody writes by hand is never this long. */
const maxKclLength = 500_000;

const ModelPath = Type.Object({
  id: uuid("The dataset."),
  conversion_id: uuid("The conversion."),
  stage: oneOf(stages, { description: "What of it: the original file, or the result of a program." }),
});

const Override = Type.Object({
  kcl: Type.String({
    minLength: 1,
    maxLength: maxKclLength,
    ...storable,
    description: "The program.",
  }),
});

const Faces = Type.Object({
  bodies: Type.Array(
    Type.Object({
      name: Type.String(),
      faces: Type.Array(
        Type.Object({
          face: Type.Integer({ description: "Id of the face in its body." }),
          first_triangle: Type.Integer(),
          triangles: Type.Integer(),
          line: Type.Optional(Type.Integer({ description: "Line of the KCL statement that made it, from 1." })),
        }),
      ),
    }),
  ),
});

/** What Zoo's contract has no operation for: cancel, rescan, overrides, proofs, models. */
export function ownRoutes(app: App, context: ApiContext): void {
  callerRoute(app, context);
  datasetWorkRoutes(app, context);
  cancelRoute(app, context);
  overrideRoutes(app, context);
  certificateRoute(app, context);
  modelRoutes(app, context);
}

function callerRoute(app: App, context: ApiContext): void {
  app.get(
    "/x/caller",
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_caller",
        summary: "Who the token speaks for.",
        response: json(
          Type.Object({ org_id: uuid("The organisation."), org_name: Type.String(), role: oneOf(["member", "admin"]) }),
        ),
      },
    },
    async (request) => {
      const { orgId, role } = callerOf(request);
      const org = await context.db
        .selectFrom("organizations")
        .select("name")
        .where("id", "=", orgId)
        .executeTakeFirstOrThrow();
      return { org_id: orgId, org_name: org.name, role };
    },
  );
}

function datasetWorkRoutes(app: App, context: ApiContext): void {
  const { actions } = context;

  app.post(
    "/x/datasets/:id/rescan",
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "rescan_dataset",
        summary: "List the dataset's bucket now: new files are queued, changed ones again.",
        params: DatasetPath,
        response: nothing("The scan will begin at once."),
      },
    },
    async (request, reply) => {
      await actions.rescan(await findMutableDataset(context, request, request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.put(
    "/x/datasets/:id/lookup",
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "set_dataset_lookup",
        summary: "Whether semantic search may use the dataset.",
        params: DatasetPath,
        body: Type.Object({ lookup_enabled: Type.Boolean() }),
        response: json(named(Dataset)),
      },
    },
    async (request) => {
      const dataset = await findMutableDataset(context, request, request.params.id);
      return viewOfDataset(await actions.setLookup(dataset, request.body.lookup_enabled));
    },
  );
}

function cancelRoute(app: App, context: ApiContext): void {
  const { actions } = context;

  app.post(
    `${base}/cancel`,
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "cancel_conversion",
        summary: "Stop a conversion that waits or runs.",
        params: ConversionPath,
        response: nothing("It is canceled."),
      },
    },
    async (request, reply) => {
      await findMutableDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      if (!(await actions.cancelConversion(conversion)))
        throw new ApiError("conflict", "the conversion has ended already");
      return reply.code(204).send(null);
    },
  );
}

function overrideRoutes(app: App, context: ApiContext): void {
  const { actions } = context;

  app.put(
    `${base}/override`,
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "set_override",
        summary: "Put a program written by hand in the place of the raw one; it is executed and measured.",
        params: ConversionPath,
        body: Override,
        response: nothing("It is stored, and the conversion queued."),
      },
    },
    async (request, reply) => {
      await findMutableDataset(context, request, request.params.id);
      await actions.overrideKcl(await findConversion(context, request, request.params), request.body.kcl);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${base}/override`,
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "clear_override",
        summary: "Take the program written by hand away; the conversion is made again.",
        params: ConversionPath,
        response: nothing("It is gone, and the conversion queued."),
      },
    },
    async (request, reply) => {
      await findMutableDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      if (conversion.manual_kcl_override !== null) await actions.overrideKcl(conversion, undefined);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${base}/override/verify`,
    {
      config: { access: "admin" },
      schema: {
        ...own,
        operationId: "verify_override",
        summary: "Execute and measure the program written by hand again.",
        params: ConversionPath,
        response: nothing("The conversion is queued."),
      },
    },
    async (request, reply) => {
      await findMutableDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      if (conversion.manual_kcl_override === null) throw new ApiError("conflict", "the conversion has no override");
      await actions.verifyOverride(conversion);
      return reply.code(204).send(null);
    },
  );
}

function certificateRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/certificate`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_certificate",
        summary: "How the result was proven against the original (docs/certificate.md).",
        params: ConversionPath,
        response: {
          ...json(
            Type.Unsafe<unknown>({ type: "object", additionalProperties: true, description: "The certificate." }),
          ),
          ...unchanged,
        },
      },
    },
    async (request, reply) => {
      const wanted = { kind: "certificate", missing: "the conversion has no certificate yet" };
      return (await storedJson(context, request, reply, request.params, wanted)) ?? reply;
    },
  );
}

function modelRoutes(app: App, context: ApiContext): void {
  app.get(
    `${base}/models/:stage/glb`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_model",
        summary:
          "Triangles for a viewer; the `extras.faces` of each mesh say which belong to which face, and its line of KCL.",
        params: ModelPath,
        response: { ...bytes("Binary glTF 2.0, metres, Y up.", ["model/gltf-binary"]), ...unchanged },
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const glb = await context.models.glb(dataset, conversion, request.params.stage);
      if (isUnchanged(request, reply, strongTag(sha256Of(glb)))) return reply;
      // The same memory: models are large.
      const body = Buffer.from(glb.buffer, glb.byteOffset, glb.byteLength);
      return reply.header("content-type", "model/gltf-binary").send(body);
    },
  );

  app.get(
    `${base}/models/:stage/faces`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_model_faces",
        summary: "The faces of a model: their triangles, and the line of KCL that made each.",
        params: ModelPath,
        response: { ...json(Faces), ...unchanged },
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const glb = await context.models.glb(dataset, conversion, request.params.stage);
      if (isUnchanged(request, reply, weakTag("faces", sha256Of(glb)))) return reply;
      return facesOfGlb(glb);
    },
  );
}
