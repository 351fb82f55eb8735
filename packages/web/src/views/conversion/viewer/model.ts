/** A model as the viewer shows it: triangles, lines where surfaces meet, and which face each triangle is of. */
import { Box3, BufferGeometry, EdgesGeometry, Group, LineSegments, type Material, Mesh } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { acceleratedRaycast, MeshBVH } from "three-mesh-bvh";
import { authorization, problemOf } from "../../../api/client";

/** An edge is drawn where its two triangles are steeper than this. */
const edgeAngleDeg = 25;
/** Edges of larger models take longer to find than anybody waits. */
const mostForEdges = 400_000;

/** Of `extras.faces` in the file. */
interface FaceRange {
  readonly face: number;
  readonly first_triangle: number;
  readonly triangles: number;
  readonly line?: number;
}

/** What a mesh is made of, face by face. */
export const rangesOf = (mesh: Mesh): readonly FaceRange[] => mesh.userData.faces as readonly FaceRange[];

export interface LoadedModel {
  readonly group: Group;
  readonly box: Box3;
  readonly triangles: number;
  readonly meshes: readonly Mesh[];
}

export interface Materials {
  readonly surface: Material;
  readonly line: Material;
}

export async function loadModel(url: string, materials: Materials, signal: AbortSignal): Promise<LoadedModel> {
  return readModel(await loadBytes(url, signal), materials);
}

export async function loadBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { headers: authorization(), signal });
  if (!response.ok) throw await problemOf(response);
  return response.arrayBuffer();
}

/** A GLB as a model; `materialOf` gives single meshes a material of their own. */
export async function readModel(
  glb: ArrayBuffer,
  materials: Materials,
  materialOf: (name: string) => Material = () => materials.surface,
): Promise<LoadedModel> {
  const { scene } = await new GLTFLoader().parseAsync(glb, "");
  scene.updateMatrixWorld(true);
  const group = new Group();
  const meshes: Mesh[] = [];
  let triangles = 0;
  scene.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    const geometry = (object.geometry as BufferGeometry).clone().applyMatrix4(object.matrixWorld);
    if (!geometry.getAttribute("normal")) geometry.computeVertexNormals();
    const mesh = new Mesh(geometry, materialOf(object.name));
    mesh.name = object.name;
    mesh.userData.faces = facesOf(object);
    geometry.boundsTree = new MeshBVH(geometry, { indirect: true });
    mesh.raycast = acceleratedRaycast;
    triangles += (geometry.index ?? geometry.getAttribute("position")).count / 3;
    meshes.push(mesh);
    group.add(mesh);
  });
  if (triangles <= mostForEdges)
    for (const { geometry } of meshes)
      group.add(new LineSegments(new EdgesGeometry(geometry, edgeAngleDeg), materials.line));
  return { group, box: new Box3().setFromObject(group), triangles, meshes };
}

/** In the file each is a row: face, first triangle, triangles, and the line where it is known. */
function facesOf({ userData }: Mesh): readonly FaceRange[] {
  const rows: unknown = userData.faces;
  if (!Array.isArray(rows)) return [];
  return (rows as readonly (readonly [number, number, number, number?])[]).map(
    ([face, first_triangle, triangles, line]) => ({
      face,
      first_triangle,
      triangles,
      ...(line !== undefined && line > 0 && { line }),
    }),
  );
}

/** The face that a triangle is of; undefined where the file does not say. */
export function faceAt(mesh: Mesh, triangle: number): FaceRange | undefined {
  return rangesOf(mesh).find(
    ({ first_triangle, triangles }) => triangle >= first_triangle && triangle < first_triangle + triangles,
  );
}

/** The faces that a line of the program made, as meshes over the model's own triangles. */
export function partsMadeBy({ meshes }: LoadedModel, line: number, material: Material): Mesh[] {
  return meshes.flatMap((mesh) =>
    rangesOf(mesh)
      .filter((face) => face.line === line)
      .map(({ first_triangle, triangles }) => {
        const part = new BufferGeometry();
        part.setIndex(mesh.geometry.index);
        for (const [name, attribute] of Object.entries(mesh.geometry.attributes)) part.setAttribute(name, attribute);
        part.setDrawRange(first_triangle * 3, triangles * 3);
        return new Mesh(part, material);
      }),
  );
}

export function disposeModel({ group }: LoadedModel): void {
  group.traverse((object) => {
    if (object instanceof Mesh || object instanceof LineSegments) (object.geometry as BufferGeometry).dispose();
  });
}
