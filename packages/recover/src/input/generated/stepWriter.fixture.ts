/** Writes STEP files for tests, from ISO 10303-21, -41, -42, -43 and -44 alone: it shares nothing with the reader but the words. */
import type { Pose, Vec3 } from "@unbake/geometry";
import type { PlanarBody } from "./notchedBox.fixture.js";

export const real = (value: number): string => {
  const text = String(value).toUpperCase();
  return text.includes(".") ? text : text.includes("E") ? text.replace("E", ".E") : `${text}.`;
};

const triple = (values: readonly number[]): string => `(${values.map(real).join(",")})`;

export class StepWriter {
  readonly lines: string[] = [];

  add(text: string): string {
    this.lines.push(text);
    return `#${this.lines.length}`;
  }

  point = (p: Vec3): string => this.add(`CARTESIAN_POINT('',${triple(p)})`);
  direction = (d: Vec3): string => this.add(`DIRECTION('',${triple(d)})`);

  placement(m: Pose, origin: Vec3): string {
    const [z, x] = [this.direction([m[2], m[6], m[10]]), this.direction([m[0], m[4], m[8]])];
    return this.add(`AXIS2_PLACEMENT_3D('',${this.point(origin)},${z},${x})`);
  }

  /** A MANIFOLD_SOLID_BREP of the body; its planes may be those of another, slightly different one. */
  solid(body: PlanarBody, planes: PlanarBody = body): string {
    const points = body.vertices.map((p) => ({ p, vertex: this.add(`VERTEX_POINT('',${this.point(p)})`) }));
    const at = (i: number) => points[i] ?? { p: [0, 0, 0] as Vec3, vertex: "" };
    const edges = new Map<string, string>();
    const edge = (a: number, b: number): string => {
      const known = edges.get(`${b} ${a}`);
      if (known !== undefined) return this.add(`ORIENTED_EDGE('',*,*,${known},.F.)`);
      const [from, to] = [at(a), at(b)];
      const way: Vec3 = [to.p[0] - from.p[0], to.p[1] - from.p[1], to.p[2] - from.p[2]];
      const length = Math.hypot(...way);
      const vector = this.add(`VECTOR('',${this.direction([way[0] / length, way[1] / length, way[2] / length])},1.)`);
      const line = this.add(`LINE('',${this.point(from.p)},${vector})`);
      const made = this.add(`EDGE_CURVE('',${from.vertex},${to.vertex},${line},.T.)`);
      edges.set(`${a} ${b}`, made);
      return this.add(`ORIENTED_EDGE('',*,*,${made},.T.)`);
    };
    const faces = body.faces.map((loop) => {
      const uses = loop.map((vertex, i) => edge(vertex, loop[(i + 1) % loop.length] ?? vertex));
      const bound = this.add(`FACE_OUTER_BOUND('',${this.add(`EDGE_LOOP('',(${uses.join(",")}))`)},.T.)`);
      return this.add(
        `ADVANCED_FACE('',(${bound}),${this.plane(loop.map((vertex) => planes.vertices[vertex] ?? at(vertex).p))},.T.)`,
      );
    });
    return this.add(`MANIFOLD_SOLID_BREP('',${this.add(`CLOSED_SHELL('',(${faces.join(",")}))`)})`);
  }

  private plane(loop: readonly Vec3[]): string {
    const [o = [0, 0, 0]] = loop;
    let n: Vec3 = [0, 0, 0];
    for (let i = 1; i + 1 < loop.length; i++) {
      const [a, b] = [loop[i] ?? o, loop[i + 1] ?? o];
      const [u, v] = [a.map((x, k) => x - (o[k] ?? 0)), b.map((x, k) => x - (o[k] ?? 0))];
      const term = (i: number, j: number): number => (u[i] ?? 0) * (v[j] ?? 0) - (u[j] ?? 0) * (v[i] ?? 0);
      n = [n[0] + term(1, 2), n[1] + term(2, 0), n[2] + term(0, 1)];
    }
    const length = Math.hypot(...n);
    const z: Vec3 = [n[0] / length, n[1] / length, n[2] / length];
    const first = loop[1] ?? o;
    const x: Vec3 = [first[0] - o[0], first[1] - o[1], first[2] - o[2]];
    const size = Math.hypot(...x);
    const frame = `AXIS2_PLACEMENT_3D('',${this.point(o)},${this.direction(z)},${this.direction([x[0] / size, x[1] / size, x[2] / size])})`;
    return this.add(`PLANE('',${this.add(frame)})`);
  }

  product(name: string): { readonly definition: string; readonly shape: string } {
    const application = this.add("APPLICATION_CONTEXT('automotive design')");
    const product = this.add(
      `PRODUCT('${name}','${name}','',(${this.add(`PRODUCT_CONTEXT('',${application},'mechanical')`)}))`,
    );
    const formation = this.add(`PRODUCT_DEFINITION_FORMATION('','',${product})`);
    const context = this.add(`PRODUCT_DEFINITION_CONTEXT('part definition',${application},'design')`);
    const definition = this.add(`PRODUCT_DEFINITION('design','',${formation},${context})`);
    return { definition, shape: this.add(`PRODUCT_DEFINITION_SHAPE('','',${definition})`) };
  }

  text(): string {
    return [
      "ISO-10303-21;",
      "HEADER;",
      "FILE_DESCRIPTION((''),'2;1');",
      "FILE_NAME('t','2026-01-01T00:00:00',(''),(''),'','','');",
      "FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 3 1 1 }'));",
      "ENDSEC;",
      "DATA;",
      ...this.lines.map((line, i) => `#${i + 1}=${line};`),
      "ENDSEC;",
      "END-ISO-10303-21;",
      "",
    ].join("\n");
  }
}
