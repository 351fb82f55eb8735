import { Type } from "typebox";
import type { App } from "../../app.js";
import { type ApiContext, stages } from "../../context.js";
import { ApiError } from "../../errors.js";
import { isUnchanged, strongTag } from "../../etag.js";
import { findConversion } from "../../lookup.js";
import { oneOf, uuid } from "../../schemas/make.js";
import { bytes, own, unchanged } from "../answers.js";

const views = ["0", "1", "2", "3"] as const;

const PicturePath = Type.Object({
  id: uuid("The dataset."),
  conversion_id: uuid("The conversion."),
  stage: oneOf(stages, { description: "What of it: the original file, or the result of a program." }),
  view: oneOf(views, { description: "0 isometric, 1 front, 2 right, 3 top." }),
});

/** Pictures by address, for `<img>`: 512 pixels, as they are in the details of a conversion. */
export function pictureRoutes(app: App, context: ApiContext): void {
  app.get(
    "/x/datasets/:id/conversions/:conversion_id/pictures/:stage/:view",
    {
      config: { access: "member", cookie: true },
      schema: {
        ...own,
        operationId: "get_picture",
        summary: "One picture of a model; the token may come in the cookie of a session.",
        params: PicturePath,
        response: { ...bytes("The picture.", ["image/png"]), ...unchanged },
      },
    },
    async (request, reply) => {
      const { stage, view } = request.params;
      const conversion = await findConversion(context, request, request.params);
      const row = await context.db
        .selectFrom("artefacts")
        .select(["sha256", "mime_type"])
        .where("conversion_id", "=", conversion.id)
        .where("kind", "=", `${stage}_snapshot/${view}`)
        .executeTakeFirst();
      if (!row) throw new ApiError("not_found", `the conversion has no picture ${view} of ${stage} yet`);
      if (isUnchanged(request, reply, strongTag(row.sha256))) return reply;
      return reply
        .header("content-type", row.mime_type)
        .send(Buffer.from(await context.bytes.readBlob(conversion.dataset_id, row.sha256)));
    },
  );
}
