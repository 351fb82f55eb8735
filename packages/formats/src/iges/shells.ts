/** Faces, shells and solids as Part 21 text. */
import type { EdgeDraft, FaceDraft, LoopDraft, VertexDraft } from "./boundary.js";
import type { Color } from "./colors.js";
import type { ShellDraft, SolidDraft } from "./solids.js";
import { addCurve, addPoint, addSurface, list, real, type StepText, string } from "./stepText.js";

const truth = (value: boolean): string => (value ? ".T." : ".F.");

/** Writes topology; what is shared in the drafts is shared in the text. */
export class TopologyText {
  readonly #text: StepText;
  readonly #vertices = new Map<VertexDraft, number>();
  readonly #edges = new Map<EdgeDraft, number>();

  constructor(text: StepText) {
    this.#text = text;
  }

  /** Under the number `id` where one is given. */
  solid({ entity, outer, voids }: SolidDraft, name: string, id?: number): number {
    const shell = this.shell(outer, true);
    if (voids.length === 0) return this.#text.add(entity.de, `MANIFOLD_SOLID_BREP(${string(name)},#${shell})`, id);
    const inner = voids.map((draft) => {
      const closed = this.shell(draft, true);
      return this.#text.add(draft.entity.de, `ORIENTED_CLOSED_SHELL('',*,#${closed},.T.)`);
    });
    return this.#text.add(entity.de, `BREP_WITH_VOIDS(${string(name)},#${shell},${list(inner)})`, id);
  }

  shell({ entity, faces }: ShellDraft, closed: boolean): number {
    return this.#text.add(
      entity.de,
      `${closed ? "CLOSED" : "OPEN"}_SHELL('',${list(faces.map((face) => this.face(face)))})`,
    );
  }

  /** One surface model of one open shell of all the faces. */
  surfaceModel(faces: readonly FaceDraft[]): number {
    const shell = this.#text.add(0, `OPEN_SHELL('',${list(faces.map((face) => this.face(face)))})`);
    return this.#text.add(0, `SHELL_BASED_SURFACE_MODEL('',(#${shell}))`);
  }

  face({ entity, surface, sameSense, outerFirst, loops }: FaceDraft): number {
    const owner = entity.de;
    const bounds = loops.map((loop, i) => {
      const type = outerFirst && i === 0 ? "FACE_OUTER_BOUND" : "FACE_BOUND";
      return this.#text.add(owner, `${type}('',#${this.#loop(owner, loop)},.T.)`);
    });
    const carrier = addSurface(this.#text, owner, surface);
    return this.#text.add(owner, `ADVANCED_FACE('',${list(bounds)},#${carrier},${truth(sameSense)})`);
  }

  #loop(owner: number, { uses, vertex }: LoopDraft): number {
    if (vertex) return this.#text.add(owner, `VERTEX_LOOP('',#${this.#vertex(owner, vertex)})`);
    const edges = uses.map(({ edge, reversed }) =>
      this.#text.add(owner, `ORIENTED_EDGE('',*,*,#${this.#edge(edge)},${truth(!reversed)})`),
    );
    return this.#text.add(owner, `EDGE_LOOP('',${list(edges)})`);
  }

  #edge(edge: EdgeDraft): number {
    const known = this.#edges.get(edge);
    if (known !== undefined) return known;
    const { owner, segment, start, end } = edge;
    const ids = [this.#vertex(owner, start), this.#vertex(owner, end), addCurve(this.#text, owner, segment.curve)];
    const along = segment.range[0] <= segment.range[1];
    const id = this.#text.add(owner, `EDGE_CURVE('',${ids.map((n) => `#${n}`).join()},${truth(along)})`);
    this.#edges.set(edge, id);
    return id;
  }

  #vertex(owner: number, vertex: VertexDraft): number {
    const known = this.#vertices.get(vertex);
    if (known !== undefined) return known;
    const id = this.#text.add(owner, `VERTEX_POINT('',#${addPoint(this.#text, owner, vertex.point)})`);
    this.#vertices.set(vertex, id);
    return id;
  }

  /** Gives an instance a colour. */
  color(item: number, [r, g, b]: Color): void {
    const text = this.#text;
    const rgb = text.add(0, `COLOUR_RGB('',${[r, g, b].map(real).join()})`);
    const fill = text.add(0, `FILL_AREA_STYLE_COLOUR('',#${rgb})`);
    const area = text.add(0, `FILL_AREA_STYLE('',(#${fill}))`);
    const surface = text.add(0, `SURFACE_STYLE_FILL_AREA(#${area})`);
    const side = text.add(0, `SURFACE_SIDE_STYLE('',(#${surface}))`);
    const usage = text.add(0, `SURFACE_STYLE_USAGE(.BOTH.,#${side})`);
    const assignment = text.add(0, `PRESENTATION_STYLE_ASSIGNMENT((#${usage}))`);
    text.add(0, `STYLED_ITEM('',(#${assignment}),#${item})`);
  }
}
