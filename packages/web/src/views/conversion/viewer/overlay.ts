/** What the server found to be common, added and removed, as one model in three colours. */
import { Box3, MeshStandardMaterial, Sphere, Vector3 } from "three";
import { type LoadedModel, loadBytes, type Materials, rangesOf, readModel } from "./model";

export type PieceKind = "common" | "added" | "removed";

/** One connected body that only one of the two has. */
export interface Piece {
  readonly kind: PieceKind;
  readonly center: Vector3;
  readonly radius: number;
}

/** Red: too much. Green: missing. Grey, and seen through: common. The same in dark and light. */
const colours: Readonly<Record<PieceKind, number>> = { common: 0x9a9a9a, added: 0xd33a2c, removed: 0x1f9d4d };

export async function loadOverlay(url: string, materials: Materials, signal: AbortSignal) {
  const made = Object.fromEntries(
    Object.entries(colours).map(([kind, color]) => [
      kind,
      new MeshStandardMaterial({
        color,
        flatShading: true,
        roughness: 0.8,
        ...(kind === "common" && { transparent: true, opacity: 0.35, depthWrite: false }),
      }),
    ]),
  ) as Record<PieceKind, MeshStandardMaterial>;
  const model = await readModel(
    await loadBytes(url, signal),
    materials,
    (name) => made[name as PieceKind] ?? made.common,
  );
  return { model, pieces: piecesOf(model) };
}

/** Largest first. */
function piecesOf({ meshes }: LoadedModel): Piece[] {
  return meshes
    .filter(({ name }) => name === "added" || name === "removed")
    .flatMap((mesh) => {
      const index = mesh.geometry.index;
      const position = mesh.geometry.getAttribute("position");
      return rangesOf(mesh).map(({ first_triangle, triangles }): Piece => {
        const box = new Box3();
        for (let i = 3 * first_triangle; i < 3 * (first_triangle + triangles); i++)
          box.expandByPoint(new Vector3().fromBufferAttribute(position, index ? index.getX(i) : i));
        const { center, radius } = box.getBoundingSphere(new Sphere());
        return { kind: mesh.name as PieceKind, center, radius };
      });
    })
    .sort((a, b) => b.radius - a.radius);
}
