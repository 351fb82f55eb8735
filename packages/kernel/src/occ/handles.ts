/**
 * Shapes as opaque handles with a lifetime. A handle belongs to the innermost scope that was open when it was made;
 * when the scope ends, its handles die, except those that were kept: they move to the scope outside.
 */

import type { MassProperties, Topology, Vec3 } from "@unbake/geometry";
import { UnbakeError } from "@unbake/ground";
import type { TopoDS_Shape } from "replicad-opencascadejs";
import type { OpenScope, Shape, ShapeKind } from "../api.js";
import type { Native } from "./guard.js";
import type { OpenCascadeInstance } from "./module.js";
import type { SubShapeIndex } from "./subshapes.js";

/** What a handle points at. `companions` (index maps, the algorithm that made it) die with it. */
export interface ShapeRecord {
  readonly native: TopoDS_Shape;
  readonly companions: Native[];
  readonly indices: Partial<Record<IndexedKind, SubShapeIndex>>;
  /** Of a compound made of solids: their handles. What is known about them need not be found out again while they live. */
  parts?: readonly Shape[];
  topology?: Topology;
  mass?: MassProperties;
  rough?: Pick<MassProperties, "volume" | "area" | "centroid">;
  /** By face id. */
  faces?: Map<number, { readonly area: number; readonly centroid: Vec3 }>;
}

export type IndexedKind = "solid" | "shell" | "face" | "edge" | "vertex";

interface Scope {
  readonly members: Set<Shape>;
}

const kindOfType: Record<string, ShapeKind> = {
  TopAbs_COMPOUND: "compound",
  TopAbs_COMPSOLID: "compound",
  TopAbs_SOLID: "solid",
  TopAbs_SHELL: "shell",
  TopAbs_FACE: "face",
  TopAbs_WIRE: "wire",
  TopAbs_EDGE: "edge",
  TopAbs_VERTEX: "vertex",
};

/** All live handles of one kernel. */
export class HandleStore {
  readonly #oc: OpenCascadeInstance;
  readonly #records = new WeakMap<Shape, ShapeRecord>();
  readonly #scopes: Scope[] = [{ members: new Set() }];
  readonly #home = new WeakMap<Shape, Scope>();

  constructor(oc: OpenCascadeInstance) {
    this.#oc = oc;
  }

  /** Takes ownership of `native`. Throws on a null shape: an operation must not return nothing in silence. */
  adopt(native: TopoDS_Shape, companions: Native[] = []): Shape {
    if (native.IsNull()) {
      native.delete();
      for (const companion of companions) companion.delete();
      throw new UnbakeError("kernel", "the result is null");
    }
    const typed = this.#downcast(native);
    const kind = kindOfType[typed.ShapeType()];
    if (!kind) throw new UnbakeError("kernel", `unknown shape type ${typed.ShapeType()}`);
    // The brand exists for the type checker only.
    const handle = Object.freeze({ kind }) as unknown as Shape;
    this.#records.set(handle, { native: typed, companions, indices: {} });
    const scope = this.#scopes.at(-1);
    if (!scope) throw new UnbakeError("internal", "no scope is open");
    scope.members.add(handle);
    this.#home.set(handle, scope);
    return handle;
  }

  /** The record of a live handle; throws when it was freed or is from another kernel. */
  record(shape: Shape): ShapeRecord {
    const record = this.#records.get(shape);
    if (!record) throw new UnbakeError("kernel", `a ${shape.kind} handle was used after its scope ended`);
    return record;
  }

  /** The record of a handle, or undefined when it was freed. */
  find(shape: Shape): ShapeRecord | undefined {
    return this.#records.get(shape);
  }

  native(shape: Shape): TopoDS_Shape {
    return this.record(shape).native;
  }

  /**
   * Runs `body` in a scope of its own. When `body` returns a promise, the scope ends when it settles; only one
   * such asynchronous scope may be open at a time, else handles could land in the wrong one.
   */
  scope<T>(body: (keep: <S extends Shape>(shape: S) => S) => T): T {
    const outer = this.#scopes.at(-1);
    const scope: Scope = { members: new Set() };
    this.#scopes.push(scope);
    const end = () => this.#end(scope);
    const keep = <S extends Shape>(shape: S): S => {
      this.record(shape);
      if (outer && scope.members.delete(shape)) {
        outer.members.add(shape);
        this.#home.set(shape, outer);
      }
      return shape;
    };
    let result: T;
    try {
      result = body(keep);
    } catch (error) {
      end();
      throw error;
    }
    if (result instanceof Promise) return result.finally(end) as T;
    end();
    return result;
  }

  /** A scope that is current only while something runs in it; see `Kernel.openScope`. */
  openScope(): OpenScope {
    const scope: Scope = { members: new Set() };
    return {
      run: (body) => {
        this.#scopes.push(scope);
        try {
          return body();
        } finally {
          const at = this.#scopes.lastIndexOf(scope);
          if (at > 0) this.#scopes.splice(at, 1);
        }
      },
      free: (shape) => {
        if (scope.members.delete(shape)) this.#release(shape);
      },
      end: () => this.#end(scope),
    };
  }

  /** Frees one handle before its scope ends. */
  free(shape: Shape): void {
    this.#home.get(shape)?.members.delete(shape);
    this.#release(shape);
  }

  #end(scope: Scope): void {
    const at = this.#scopes.indexOf(scope);
    if (at > 0) this.#scopes.splice(at, 1);
    for (const shape of scope.members) this.#release(shape);
    scope.members.clear();
  }

  #release(shape: Shape): void {
    const record = this.#records.get(shape);
    if (!record) return;
    this.#records.delete(shape);
    for (const companion of record.companions) companion.delete();
    for (const index of Object.values(record.indices)) index.delete();
    record.native.delete();
  }

  /** Many results are typed TopoDS_Shape; algorithms that ask for a TopoDS_Edge need the right class. */
  #downcast(shape: TopoDS_Shape): TopoDS_Shape {
    const cast = {
      TopAbs_COMPOUND: this.#oc.TopoDS.Compound,
      TopAbs_SOLID: this.#oc.TopoDS.Solid,
      TopAbs_SHELL: this.#oc.TopoDS.Shell,
      TopAbs_FACE: this.#oc.TopoDS.Face,
      TopAbs_WIRE: this.#oc.TopoDS.Wire,
      TopAbs_EDGE: this.#oc.TopoDS.Edge,
      TopAbs_VERTEX: this.#oc.TopoDS.Vertex,
    }[shape.ShapeType() as string];
    if (!cast) return shape;
    const typed = cast(shape);
    if (typed !== shape) shape.delete();
    return typed;
  }
}
