/** One canvas, one camera, one half of the canvas for each model: what one shows from, the other shows from. */
import {
  AmbientLight,
  type Box3,
  Color,
  DirectionalLight,
  LineBasicMaterial,
  type Mesh,
  MeshStandardMaterial,
  OrthographicCamera,
  Raycaster,
  Scene,
  Sphere,
  Vector2,
  Vector3,
  WebGLRenderer,
} from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { faceAt, type LoadedModel, partsMadeBy } from "./model";

export type Direction = "isometric" | "front" | "right" | "top";

/** From where a view looks, with Y up as in the files. */
const directions: Readonly<Record<Direction, readonly [number, number, number]>> = {
  isometric: [1, 0.8, 1],
  front: [0, 0, 1],
  right: [1, 0, 0],
  top: [0, 1, 0.0001],
};

const margin = 1.15;

interface Picked {
  /** Which of the models that are shown. */
  readonly model: number;
  /** Line of its program; undefined where the file does not say. */
  readonly line: number | undefined;
}

export interface ModelStage {
  readonly materials: { readonly surface: MeshStandardMaterial; readonly line: LineBasicMaterial };
  show(models: readonly LoadedModel[]): void;
  look(direction: Direction): void;
  /** What is under a place of the canvas, in its pixels from top left. */
  pick(x: number, y: number): Picked | undefined;
  /** Lights up the faces of a model that a line of its program made, and says how many; undefined: none. */
  light(model: number, line: number | undefined): number;
  /** Reads the colours of the page again. */
  recolour(): void;
  dispose(): void;
}

export function createStage(canvas: HTMLCanvasElement): ModelStage {
  const renderer = new WebGLRenderer({ canvas, antialias: true });
  const camera = new OrthographicCamera();
  const controls = new OrbitControls(camera, canvas);
  const materials = {
    surface: surfaceMaterial(),
    line: new LineBasicMaterial(),
  };
  const lit = new MeshStandardMaterial({ roughness: 0.75, polygonOffset: true, polygonOffsetFactor: 0 });
  let scenes: Scene[] = [];
  let models: readonly LoadedModel[] = [];
  let lights: Mesh[] = [];
  let sphere = new Sphere(new Vector3(), 1);
  let waiting = 0;

  const draw = () => {
    waiting = 0;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    renderer.setSize(width, height, false);
    renderer.setScissorTest(true);
    partsOf(scenes.length, width, height).forEach((part, i) => {
      const scene = scenes[i];
      if (!scene) return;
      fitCamera(camera, part.width / part.height, sphere.radius);
      renderer.setViewport(part.x, part.y, part.width, part.height);
      renderer.setScissor(part.x, part.y, part.width, part.height);
      renderer.render(scene, camera);
    });
  };
  const soon = () => {
    waiting ||= requestAnimationFrame(draw);
  };
  const recolour = () => {
    const style = getComputedStyle(canvas);
    renderer.setClearColor(new Color(style.getPropertyValue("background-color")), 1);
    materials.surface.color.set(style.getPropertyValue("color"));
    materials.line.color.set(style.getPropertyValue("border-top-color"));
    lit.color.set(style.getPropertyValue("outline-color"));
    soon();
  };
  const look = (direction: Direction) => {
    aim(camera, controls, sphere, direction);
    soon();
  };
  controls.addEventListener("change", soon);
  const observer = new ResizeObserver(soon);
  observer.observe(canvas);
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  recolour();

  return {
    materials,
    show(loaded) {
      models = loaded;
      scenes = models.map(sceneOf);
      sphere = sphereOf(models.map(({ box }) => box));
      look("isometric");
    },
    look,
    pick(x, y) {
      const { clientWidth: width, clientHeight: height } = canvas;
      const fromBelow = height - y;
      const parts = partsOf(scenes.length, width, height);
      const at = parts.findIndex((part) => isIn(part, x, fromBelow));
      const part = parts[at];
      const model = models[at];
      if (!part || !model) return undefined;
      fitCamera(camera, part.width / part.height, sphere.radius);
      const line = lineUnder(camera, model, (x - part.x) / part.width, (fromBelow - part.y) / part.height);
      return line === null ? undefined : { model: at, line };
    },
    light(at, line) {
      for (const mesh of lights) mesh.removeFromParent();
      const model = models[at];
      lights = model && line !== undefined ? partsMadeBy(model, line, lit) : [];
      for (const mesh of lights) scenes[at]?.add(mesh);
      soon();
      return lights.length;
    },
    recolour,
    dispose() {
      cancelAnimationFrame(waiting);
      observer.disconnect();
      controls.dispose();
      materials.surface.dispose();
      materials.line.dispose();
      lit.dispose();
      renderer.dispose();
    },
  };
}

function aim(camera: OrthographicCamera, controls: OrbitControls, { center, radius }: Sphere, to: Direction): void {
  const away = new Vector3(...directions[to]).normalize().multiplyScalar(radius * 4);
  controls.target.copy(center);
  camera.position.copy(center).add(away);
  camera.zoom = 1;
  camera.near = 0;
  camera.far = radius * 8;
  controls.update();
}

/** The line that made the face at a place of the view, which goes from 0 to 1 both ways; null: there is nothing. */
function lineUnder(camera: OrthographicCamera, { meshes }: LoadedModel, x: number, y: number) {
  const ray = new Raycaster();
  ray.firstHitOnly = true;
  ray.setFromCamera(new Vector2(x * 2 - 1, y * 2 - 1), camera);
  const [hit] = ray.intersectObjects([...meshes], false);
  return hit?.faceIndex == null ? null : faceAt(hit.object as Mesh, hit.faceIndex)?.line;
}

function surfaceMaterial(): MeshStandardMaterial {
  // Behind its edges, so that these are whole.
  return new MeshStandardMaterial({
    roughness: 0.75,
    metalness: 0.05,
    polygonOffset: true,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
  });
}

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the canvas that each model has, from below left: beside one another, or above one another where there is no room. */
function partsOf(n: number, width: number, height: number): Part[] {
  const stacked = width < height;
  return Array.from({ length: n }, (_, i) =>
    stacked
      ? { x: 0, y: height - ((i + 1) * height) / n, width, height: height / n }
      : { x: (i * width) / n, y: 0, width: width / n, height },
  );
}

const isIn = (part: Part, x: number, y: number) =>
  x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height;

function sceneOf({ group }: LoadedModel): Scene {
  const scene = new Scene();
  const above = new DirectionalLight(0xffffff, 1.8);
  above.position.set(0.6, 1, 0.8);
  const behind = new DirectionalLight(0xffffff, 0.7);
  behind.position.set(-1, -0.4, -0.6);
  scene.add(group, new AmbientLight(0xffffff, 1.1), above, behind);
  return scene;
}

/** All models at the same scale: a result that is larger than its original must look so. */
function sphereOf(boxes: readonly Box3[]): Sphere {
  const all = boxes.map((box) => box.clone()).reduce((sum, box) => sum.union(box));
  return all.getBoundingSphere(new Sphere());
}

function fitCamera(camera: OrthographicCamera, aspect: number, radius: number): void {
  const half = radius * margin;
  const [x, y] = aspect >= 1 ? [half * aspect, half] : [half, half / aspect];
  camera.left = -x;
  camera.right = x;
  camera.top = y;
  camera.bottom = -y;
  camera.updateProjectionMatrix();
}
