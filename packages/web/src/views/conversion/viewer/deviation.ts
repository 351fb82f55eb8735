/** How far each place of a result is from the original, outwards positive, as colours on it. */
import { BufferAttribute, type BufferGeometry, Color, Mesh, MeshStandardMaterial, Vector3 } from "three";
import { TessellateModifier } from "three/addons/modifiers/TessellateModifier.js";
import type { MeshBVH } from "three-mesh-bvh";
import type { LoadedModel } from "./model";

const mmPerMetre = 1000;
/** A long side has its ends only: it is measured so many times along the model. */
const sidesAlong = 40;
const rounds = 5;
/** The page answers in between. */
const sliceMs = 12;
const looked = 200;

export interface Deviation {
  readonly model: LoadedModel;
  /** mm; the colours reach from minus this to this. */
  readonly reachMm: number;
  readonly lowestMm: number;
  readonly highestMm: number;
  readonly worst: { readonly place: Vector3; readonly mm: number };
}

/** `least` mm of the scale are never passed below: what is within the tolerance is all one colour. */
export async function deviationOf(
  result: LoadedModel,
  original: LoadedModel,
  leastMm: number,
  signal: AbortSignal,
): Promise<Deviation> {
  const size = result.box.getSize(new Vector3()).length();
  const cut = new TessellateModifier(size / sidesAlong, rounds);
  const targets = original.meshes.map(({ geometry }) => geometry.boundsTree as MeshBVH);
  const made = result.meshes.map(({ geometry }) => cut.modify(geometry.clone()));
  const distances: Float32Array[] = [];
  let worst = { place: new Vector3(), mm: 0 };
  let lowestMm = 0;
  let highestMm = 0;
  for (const geometry of made) {
    const position = geometry.getAttribute("position");
    const found = new Float32Array(position.count);
    let until = performance.now() + sliceMs;
    for (let i = 0; i < position.count; i++) {
      const place = new Vector3().fromBufferAttribute(position, i);
      const mm = signedDistance(place, targets) * mmPerMetre;
      found[i] = mm;
      lowestMm = Math.min(lowestMm, mm);
      highestMm = Math.max(highestMm, mm);
      if (Math.abs(mm) > Math.abs(worst.mm)) worst = { place, mm };
      if (i % looked === 0 && performance.now() > until) {
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) throw signal.reason;
        until = performance.now() + sliceMs;
      }
    }
    distances.push(found);
  }
  const reachMm = Math.max(leastMm, -lowestMm, highestMm);
  for (const [i, geometry] of made.entries()) paint(geometry, distances[i] ?? new Float32Array(), reachMm);
  return { model: coloured(result, made), reachMm, lowestMm, highestMm, worst };
}

const nearest = { point: new Vector3(), distance: 0, faceIndex: 0 };
const away = new Vector3();
const normal = new Vector3();
const corners = [new Vector3(), new Vector3(), new Vector3()] as const;

function signedDistance(place: Vector3, targets: readonly MeshBVH[]): number {
  let best = Number.POSITIVE_INFINITY;
  let signed = 0;
  for (const target of targets) {
    const hit = target.closestPointToPoint(place, nearest, 0, best);
    if (!hit || hit.distance >= best) continue;
    best = hit.distance;
    away.subVectors(place, hit.point);
    signed = away.dot(normalOf(target.geometry, hit.faceIndex)) < 0 ? -best : best;
  }
  return signed;
}

function normalOf({ index, attributes }: BufferGeometry, face: number): Vector3 {
  corners.forEach((corner, k) => {
    const at = 3 * face + k;
    corner.fromBufferAttribute(attributes.position as BufferAttribute, index ? index.getX(at) : at);
  });
  const [a, b, c] = corners;
  return normal.subVectors(b, a).cross(away.clone().subVectors(c, a));
}

const low = new Color(0x2b6cb0);
const middle = new Color(0xd9d9d6);
const high = new Color(0xc53030);

function paint(geometry: BufferGeometry, distances: Float32Array, reachMm: number): void {
  const colours = new Float32Array(3 * distances.length);
  const colour = new Color();
  distances.forEach((mm, i) => {
    const share = Math.min(1, Math.abs(mm) / reachMm);
    colour
      .copy(middle)
      .lerp(mm < 0 ? low : high, share)
      .toArray(colours, 3 * i);
  });
  geometry.setAttribute("color", new BufferAttribute(colours, 3));
}

/** The model with other surfaces; its lines stay. */
function coloured(model: LoadedModel, surfaces: readonly BufferGeometry[]): LoadedModel {
  const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.8, flatShading: false });
  const meshes = surfaces.map((geometry) => new Mesh(geometry, material));
  model.group.remove(...model.meshes);
  if (meshes.length > 0) model.group.add(...meshes);
  return { ...model, meshes };
}
