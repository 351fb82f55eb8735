/** STEP text of our own making (part21/kernelText): what each of its roots became, by number. */

import { UnbakeError } from "@unbake/ground";
import type { Shape } from "../api.js";
import type { Context } from "../occ/context.js";
import { withTemporaries } from "../occ/guard.js";
import { makeCompound } from "../ops/compound.js";
import { stepSession } from "./step.js";

const inputPath = "/items.step";

/**
 * For each root of the text its shape, in millimetres and in its own space; undefined for one that OpenCASCADE makes nothing of.
 * @throws unreadable when it does not take the text at all; kernel when the number of roots is another.
 */
export function readStepItems(context: Context, bytes: Uint8Array, roots: number): readonly (Shape | undefined)[] {
  const { oc, store } = context;
  oc.FS.writeFile(inputPath, bytes);
  try {
    return withTemporaries((temp) => {
      const session = stepSession(oc);
      const reader = temp(new oc.STEPControl_Reader(session, true));
      oc.Interface_Static.SetCVal("read.step.tessellated", "Off");
      try {
        const status = reader.ReadFile(inputPath);
        if (status !== "IFSelect_RetDone") throw new UnbakeError("unreadable", `OpenCASCADE reports ${status}`);
        const found = reader.NbRootsForTransfer();
        if (found !== roots) throw new UnbakeError("kernel", `OpenCASCADE finds ${found} shapes where ${roots} are`);
        const progress = temp(new oc.Message_ProgressRange());
        return Array.from({ length: roots }, (_, i) => {
          const before = reader.NbShapes();
          reader.TransferOneRoot(i + 1, progress);
          const made = Array.from({ length: reader.NbShapes() - before }, (_, k) => temp(reader.Shape(before + k + 1)));
          const shapes = made.filter((shape) => !shape.IsNull());
          return shapes.length === 0 ? undefined : store.adopt(makeCompound(oc, shapes));
        });
      } finally {
        reader.ClearShapes();
        session.ClearData(0);
      }
    });
  } finally {
    oc.FS.unlink(inputPath);
  }
}
