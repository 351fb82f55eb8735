/** One canvas, one camera, one half of the canvas for each model: what one shows from, the other shows from. */
import {
  AmbientLight,
  Box3,
  Color,
  DirectionalLight,
  DoubleSide,
  FrontSide,
  LineBasicMaterial,
  type Mesh,
  MeshStandardMaterial,
  OrthographicCamera,
  Plane,
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
/** How much smaller than the whole the nearest view is. */
const closest = 40;

interface Picked {
  /** Which of the models that are shown. */
  readonly model: number;
  /** Line of its program; undefined where the file does not say. */
  readonly line: number | undefined;
}

export interface ModelStage {
  readonly materials: { readonly surface: MeshStandardMaterial; readonly line: LineBasicMaterial };
  /** Beside one another, or all in one place; the camera stays where it is from the second time on. */
  show(models: readonly LoadedModel[], together?: boolean): void;
  /** Cuts everything open across an axis at a share of its length; undefined: nothing is cut. */
  section(axis: "x" | "y" | "z" | undefined, share: number): void;
  /** Looks at a place as near as its surroundings need. */
  goTo(place: Vector3, radius: number): void;
  /** Draws again: something of the models has another look. */
  redraw(): void;
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
  let sceneOfModel: readonly number[] = [];
  let box = new Box3();
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
  const observer = observed(canvas, soon);
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  recolour();

  return {
    materials,
    show(loaded, together = false) {
      const isFirst = models.length === 0;
      models = loaded;
      sceneOfModel = models.map((_, i) => (together ? 0 : i));
      scenes = together ? [sceneOf(models)] : models.map((model) => sceneOf([model]));
      lights = [];
      box = boxOf(models);
      if (isFirst) {
        sphere = box.getBoundingSphere(new Sphere());
        look("isometric");
      }
      soon();
    },
    section(axis, share) {
      renderer.clippingPlanes = axis ? [planeAt(box, axis, share)] : [];
      for (const material of [materials.surface, lit]) material.side = axis ? DoubleSide : FrontSide;
      soon();
    },
    goTo(place, radius) {
      nearTo(camera, controls, place, sphere.radius / Math.max(radius, sphere.radius / closest));
      soon();
    },
    redraw: soon,
    look,
    pick: (x, y) => (scenes.length === models.length ? pickIn(canvas, camera, models, sphere, x, y) : undefined),
    light(at, line) {
      for (const mesh of lights) mesh.removeFromParent();
      const model = models[at];
      lights = model && line !== undefined ? partsMadeBy(model, line, lit) : [];
      for (const mesh of lights) scenes[sceneOfModel[at] ?? 0]?.add(mesh); // default: there is one
      soon();
      return lights.length;
    },
    recolour,
    dispose() {
      cancelAnimationFrame(waiting);
      observer.disconnect();
      for (const made of [controls, materials.surface, materials.line, lit, renderer]) made.dispose();
    },
  };
}

function observed(canvas: HTMLCanvasElement, onResize: () => void): ResizeObserver {
  const observer = new ResizeObserver(onResize);
  observer.observe(canvas);
  return observer;
}

/** What of models beside one another is at a place of the canvas. */
function pickIn(
  { clientWidth: width, clientHeight: height }: HTMLCanvasElement,
  camera: OrthographicCamera,
  models: readonly LoadedModel[],
  { radius }: Sphere,
  x: number,
  y: number,
): Picked | undefined {
  const fromBelow = height - y;
  const parts = partsOf(models.length, width, height);
  const at = parts.findIndex((part) => isIn(part, x, fromBelow));
  const part = parts[at];
  const model = models[at];
  if (!part || !model) return undefined;
  fitCamera(camera, part.width / part.height, radius);
  const line = lineUnder(camera, model, (x - part.x) / part.width, (fromBelow - part.y) / part.height);
  return line === null ? undefined : { model: at, line };
}

/** The same direction, another place; `times` is how much smaller it is than the whole. */
function nearTo(camera: OrthographicCamera, controls: OrbitControls, place: Vector3, times: number): void {
  const away = camera.position.clone().sub(controls.target);
  controls.target.copy(place);
  camera.position.copy(place).add(away);
  camera.zoom = Math.max(1, times / 4);
  controls.update();
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

function sceneOf(models: readonly LoadedModel[]): Scene {
  const scene = new Scene();
  const above = new DirectionalLight(0xffffff, 1.8);
  above.position.set(0.6, 1, 0.8);
  const behind = new DirectionalLight(0xffffff, 0.7);
  behind.position.set(-1, -0.4, -0.6);
  scene.add(...models.map(({ group }) => group), new AmbientLight(0xffffff, 1.1), above, behind);
  return scene;
}

/** All models at the same scale: a result that is larger than its original must look so. */
function boxOf(models: readonly LoadedModel[]): Box3 {
  return models.reduce((sum, { box }) => sum.union(box), new Box3());
}

/** What is on the far side of it is cut away. */
function planeAt({ min, max }: Box3, axis: "x" | "y" | "z", share: number): Plane {
  const normal = new Vector3();
  normal[axis] = -1;
  // A little beyond the ends, so that the whole is whole.
  const reach = (max[axis] - min[axis]) * 1.002;
  return new Plane(normal, min[axis] - (reach - (max[axis] - min[axis])) / 2 + reach * share);
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
