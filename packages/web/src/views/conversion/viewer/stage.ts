/** One canvas, one camera, one half of the canvas for each model: what one shows from, the other shows from. */
import {
  AmbientLight,
  type Box3,
  Color,
  DirectionalLight,
  LineBasicMaterial,
  MeshStandardMaterial,
  OrthographicCamera,
  Scene,
  Sphere,
  Vector3,
  WebGLRenderer,
} from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { LoadedModel } from "./model";

export type Direction = "isometric" | "front" | "right" | "top";

/** From where a view looks, with Y up as in the files. */
const directions: Readonly<Record<Direction, readonly [number, number, number]>> = {
  isometric: [1, 0.8, 1],
  front: [0, 0, 1],
  right: [1, 0, 0],
  top: [0, 1, 0.0001],
};

const margin = 1.15;

export interface ModelStage {
  readonly materials: { readonly surface: MeshStandardMaterial; readonly line: LineBasicMaterial };
  show(models: readonly LoadedModel[]): void;
  look(direction: Direction): void;
  /** Reads the colours of the page again. */
  recolour(): void;
  dispose(): void;
}

export function createStage(canvas: HTMLCanvasElement): ModelStage {
  const renderer = new WebGLRenderer({ canvas, antialias: true });
  const camera = new OrthographicCamera();
  const controls = new OrbitControls(camera, canvas);
  const materials = {
    surface: new MeshStandardMaterial({
      roughness: 0.75,
      metalness: 0.05,
      polygonOffset: true,
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 1,
    }),
    line: new LineBasicMaterial(),
  };
  let scenes: Scene[] = [];
  let sphere = new Sphere(new Vector3(), 1);
  let waiting = 0;

  const draw = () => {
    waiting = 0;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) return;
    renderer.setSize(width, height, false);
    renderer.setScissorTest(true);
    const stacked = width < height;
    scenes.forEach((scene, i) => {
      const part = stacked ? partDown(i) : partAcross(i);
      fitCamera(camera, part.width / part.height, sphere.radius);
      renderer.setViewport(part.x, part.y, part.width, part.height);
      renderer.setScissor(part.x, part.y, part.width, part.height);
      renderer.render(scene, camera);
    });
    function partAcross(i: number) {
      const each = width / scenes.length;
      return { x: i * each, y: 0, width: each, height };
    }
    function partDown(i: number) {
      const each = height / scenes.length;
      return { x: 0, y: height - (i + 1) * each, width, height: each };
    }
  };
  const soon = () => {
    waiting ||= requestAnimationFrame(draw);
  };
  const recolour = () => {
    const style = getComputedStyle(canvas);
    renderer.setClearColor(new Color(style.getPropertyValue("background-color")), 1);
    materials.surface.color.set(style.getPropertyValue("color"));
    materials.line.color.set(style.getPropertyValue("border-top-color"));
    soon();
  };
  const look = (direction: Direction) => {
    const [x, y, z] = directions[direction];
    const away = new Vector3(x, y, z).normalize().multiplyScalar(sphere.radius * 4);
    controls.target.copy(sphere.center);
    camera.position.copy(sphere.center).add(away);
    camera.zoom = 1;
    camera.near = 0;
    camera.far = sphere.radius * 8;
    controls.update();
    soon();
  };
  controls.addEventListener("change", soon);
  const observer = new ResizeObserver(soon);
  observer.observe(canvas);
  renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
  recolour();

  return {
    materials,
    show(models) {
      scenes = models.map(sceneOf);
      sphere = sphereOf(models.map(({ box }) => box));
      look("isometric");
    },
    look,
    recolour,
    dispose() {
      cancelAnimationFrame(waiting);
      observer.disconnect();
      controls.dispose();
      materials.surface.dispose();
      materials.line.dispose();
      renderer.dispose();
    },
  };
}

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
