/** Foreign files that a program imports, each as one body. */
import { readImport } from "../imports/index.js";
import { addBody, newBody } from "../model/bodies.js";
import { id as idValue } from "../protocol/reply.js";
import type { Handlers } from "./table.js";

export const importHandlers: Handlers = {
  import_files(scene, command, id) {
    const files = command.files.map(({ path, data }) => ({ path, bytes: Uint8Array.from(data) }));
    const { shape, type, warnings } = readImport(scene.kernel, files, command.format);
    for (const message of warnings)
      scene.warnings.push({ message: `${files[0]?.path}: ${message}`, range: scene.range });
    addBody(scene, newBody(id, shape, type));
    return { type: "import_files", data: { object_id: idValue(id) } };
  },
};
