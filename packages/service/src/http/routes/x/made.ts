import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { outputFormats, viewNames } from "@unbake/jobs";
import { Type } from "typebox";
import type { App } from "../../app.js";
import { type ApiContext, stages } from "../../context.js";
import { isUnchanged, strongTag } from "../../etag.js";
import { attachment } from "../../filePath.js";
import { findConversion, findDataset } from "../../lookup.js";
import { mimeTypeOfFormat } from "../../ports/mimeTypes.js";
import { projectOf } from "../../project.js";
import { oneOf, uuid } from "../../schemas/make.js";
import { ConversionPath } from "../../schemas/parameters.js";
import { storedJson } from "../../storedJson.js";
import { zipStream } from "../../zipStream.js";
import { bytes, json, own, unchanged } from "../answers.js";

const base = "/x/datasets/:id/conversions/:conversion_id";

const stagePath = {
  id: uuid("The dataset."),
  conversion_id: uuid("The conversion."),
  stage: oneOf(stages, { description: "What of it: the original file, or the result of a program." }),
};
const ResultPath = Type.Object({ ...stagePath, stage: oneOf(["raw_kcl", "salon_kcl"]) });
const FormatPath = Type.Object({ ...stagePath, format: oneOf(outputFormats) });
const DrawingPath = Type.Object({ ...stagePath, view: oneOf(viewNames) });
const DrawingQuery = Type.Object({
  section: Type.Optional(oneOf(["x", "y", "z"], { description: "Cut open in the middle, across this axis." })),
});

const tagOf = (content: Uint8Array) => strongTag(createHash("sha256").update(content).digest("hex"));
/** The same memory: models are large. */
const bufferOf = (content: Uint8Array) => Buffer.from(content.buffer, content.byteOffset, content.byteLength);

/** What is made of models when first asked for: other formats, overlays, drawings; and the tree that a program was printed from. */
export function madeRoutes(app: App, context: ApiContext): void {
  exportRoute(app, context);
  overlayRoute(app, context);
  drawingRoute(app, context);
  treeRoute(app, context);
  projectRoute(app, context);
}

function exportRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/exports/:stage/:format`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "export_model",
        summary: "A model in a format of exchange: STEP exact, the others as triangles.",
        params: FormatPath,
        response: { ...bytes("The file.", Object.values(mimeTypeOfFormat)), ...unchanged },
      },
    },
    async (request, reply) => {
      const { stage, format } = request.params;
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const file = await context.models.exported(dataset, conversion, stage, format);
      if (isUnchanged(request, reply, tagOf(file))) return reply;
      return reply
        .header("content-type", mimeTypeOfFormat[format])
        .header("content-disposition", attachment(`${stage}.${format}`))
        .send(bufferOf(file));
    },
  );
}

function overlayRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/overlays/:stage`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_overlay",
        summary: "What the original and a result have in common, and what each has alone.",
        description: "The meshes of the GLB are `common`, `added` and `removed`; one that is empty is left out.",
        params: ResultPath,
        response: { ...bytes("Binary glTF 2.0, metres, Y up.", ["model/gltf-binary"]), ...unchanged },
      },
    },
    async (request, reply) => {
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const glb = await context.models.overlay(dataset, conversion, request.params.stage);
      if (isUnchanged(request, reply, tagOf(glb))) return reply;
      return reply.header("content-type", "model/gltf-binary").send(bufferOf(glb));
    },
  );
}

function drawingRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/drawings/:stage/:view`,
    {
      config: { access: "member", cookie: true },
      schema: {
        ...own,
        operationId: "get_drawing",
        summary: "A drawing in lines, hidden ones left out; the token may come in the cookie of a session.",
        params: DrawingPath,
        querystring: DrawingQuery,
        response: { ...bytes("An SVG file.", ["image/svg+xml"]), ...unchanged },
      },
    },
    async (request, reply) => {
      const { stage, view } = request.params;
      const dataset = await findDataset(context, request, request.params.id);
      const conversion = await findConversion(context, request, request.params);
      const svg = await context.models.drawing(dataset, conversion, stage, view, request.query.section);
      if (isUnchanged(request, reply, tagOf(svg))) return reply;
      return reply.header("content-type", "image/svg+xml").send(bufferOf(svg));
    },
  );
}

function treeRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/feature-tree`,
    {
      config: { access: "member" },
      schema: {
        ...own,
        operationId: "get_feature_tree",
        summary: "The features that the programs were printed from.",
        params: ConversionPath,
        response: {
          ...json(Type.Unsafe<unknown>({ type: "object", additionalProperties: true, description: "The tree." })),
          ...unchanged,
        },
      },
    },
    async (request, reply) => {
      const wanted = { kind: "feature_tree", missing: "the conversion has no feature tree" };
      return (await storedJson(context, request, reply, request.params, wanted)) ?? reply;
    },
  );
}

function projectRoute(app: App, context: ApiContext): void {
  app.get(
    `${base}/project`,
    {
      config: { access: "member" },
      exposeHeadRoute: false,
      schema: {
        ...own,
        operationId: "download_project",
        summary:
          "A folder for Zoo Design Studio: the program (of an assembly: a file for each part), its settings, the raw program, the certificate.",
        params: ConversionPath,
        response: bytes("A ZIP file.", ["application/zip"]),
      },
    },
    async (request, reply) => {
      const conversion = await findConversion(context, request, request.params);
      const entries = await projectOf(context, conversion);
      return reply
        .header("content-type", "application/zip")
        .header("content-disposition", attachment(`${conversion.file_path}.zip`))
        .send(Readable.from(zipStream(entries)));
    },
  );
}
