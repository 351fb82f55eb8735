/**
 * STEP through OpenCASCADE's translator. Product structure, names and units are read elsewhere (part21/): what
 * comes from here is geometry in millimetres.
 */

import { UnbakeError } from "@unbake/ground";
import type { STEPControl_Reader, TopoDS_Shape, XSControl_WorkSession } from "replicad-opencascadejs";
import type { Shape, StepReadResult } from "../api.js";
import type { Context } from "../occ/context.js";
import { type Native, withTemporaries } from "../occ/guard.js";
import type { OpenCascadeInstance } from "../occ/module.js";
import { makeCompound } from "../ops/compound.js";

const inputPath = "/in.step";
const outputPath = "/out.step";

export type StepUnit = "mm" | "in" | "m" | "cm" | "ft" | "yd";

/** One work session an instance: the reader leaks about 5 MB per MB read when each read makes its own. */
const sessions = new WeakMap<OpenCascadeInstance, XSControl_WorkSession>();

/** The one work session of an instance. */
export function stepSession(oc: OpenCascadeInstance): XSControl_WorkSession {
  let found = sessions.get(oc);
  if (!found) {
    found = new oc.XSControl_WorkSession();
    sessions.set(oc, found);
  }
  return found;
}

/**
 * Reads STEP bytes: one compound of all roots, in millimetres. A file may hold a body both exactly and tessellated:
 * triangles are taken only where there is nothing better. Throws "unreadable", "no_shape" or "kernel".
 */
export function readStep(context: Context, bytes: Uint8Array): StepReadResult {
  const { oc, store } = context;
  oc.FS.writeFile(inputPath, bytes);
  try {
    return withTemporaries((temp) => {
      const exact = translate(oc, temp, "Off");
      const { shapes, warnings } = exact.shapes.length > 0 ? exact : translate(oc, temp, "On");
      if (shapes.length === 0) throw new UnbakeError("no_shape", "no root of the file became a shape");
      return { shape: store.adopt(makeCompound(oc, shapes)), warnings };
    });
  } finally {
    oc.FS.unlink(inputPath);
  }
}

function translate(
  oc: OpenCascadeInstance,
  temp: <N extends Native>(native: N) => N,
  tessellated: "On" | "Off",
): { readonly shapes: TopoDS_Shape[]; readonly warnings: string[] } {
  const reader = temp(new oc.STEPControl_Reader(stepSession(oc), true));
  // A static parameter exists once a reader does, and stays set for the next one.
  oc.Interface_Static.SetCVal("read.step.tessellated", tessellated);
  try {
    const status = reader.ReadFile(inputPath);
    if (status !== "IFSelect_RetDone") throw new UnbakeError("unreadable", `OpenCASCADE reports ${status}`);
    const warnings = transferRoots(oc, reader);
    const shapes = Array.from({ length: reader.NbShapes() }, (_, i) => temp(reader.Shape(i + 1)));
    return { shapes: shapes.filter((shape) => !shape.IsNull()), warnings };
  } finally {
    reader.ClearShapes();
    stepSession(oc).ClearData(0);
  }
}

function transferRoots(oc: OpenCascadeInstance, reader: STEPControl_Reader): string[] {
  const warnings: string[] = [];
  const roots = reader.NbRootsForTransfer();
  if (roots === 0) throw new UnbakeError("no_shape", "nothing in the file can become a shape");
  withTemporaries((temp) => {
    const progress = temp(new oc.Message_ProgressRange());
    for (let i = 1; i <= roots; i++) {
      if (!reader.TransferOneRoot(i, progress)) warnings.push(`root ${i} of ${roots} was not translated`);
    }
  });
  return warnings;
}

const occUnit: Record<StepUnit, string> = { mm: "MM", in: "INCH", m: "M", cm: "CM", ft: "FT", yd: "YD" };

/** Writes STEP (AP214 by OpenCASCADE's default) in the given unit, millimetres when none is given. */
export function writeStep(
  { oc, store }: Context,
  shape: Shape,
  options: { readonly unit?: StepUnit; readonly name?: string } = {},
): Uint8Array {
  const native = store.native(shape);
  return withTemporaries((temp) => {
    const writer = temp(new oc.STEPControl_Writer());
    // Static parameters exist only once a writer does, and stay set for the next one: always set all of them.
    if (!oc.Interface_Static.SetCVal("write.step.unit", occUnit[options.unit ?? "mm"])) {
      throw new UnbakeError("kernel", `the STEP writer does not take the unit ${options.unit}`);
    }
    oc.Interface_Static.SetCVal("write.step.product.name", options.name ?? "part");
    const status = writer.Transfer(native, "STEPControl_AsIs", true, temp(new oc.Message_ProgressRange()));
    if (status !== "IFSelect_RetDone") throw new UnbakeError("kernel", `STEP translation: ${status}`);
    const written = writer.Write(outputPath);
    if (written !== "IFSelect_RetDone") throw new UnbakeError("kernel", `STEP writing: ${written}`);
    const bytes = oc.FS.readFile(outputPath) as Uint8Array;
    oc.FS.unlink(outputPath);
    return bytes;
  });
}
