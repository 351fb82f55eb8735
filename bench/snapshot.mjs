// Times pictures of meshes of our own making: a wavy ring of 20 thousand and of 2 million triangles, a field of blocks with
// many edges.
//
//   npm run bench:snapshot
//
// Each picture is made `repetitions` times from triangles and lines to the PNG's bytes. Bars, at 1024 px on one core: 20 thousand triangles under
// 0.3 s, 2 million under 1.5 s (median processor time; wall time is beside it), and the same bytes every time.
// Writes bench/results/snapshot.json; exits with 1 when a bar is missed.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { featureEdges, snapshot } from "../packages/snapshot/dist/index.js";

const repetitions = 7;
const limitsMs = { thousands: 300, millions: 1500 };

/** A ring with waves on it, cut into 12 x 6 faces; 2 * around * across triangles. */
function wavyRing(around, across) {
  const positions = [];
  const normals = [];
  const at = (i, j) => {
    const u = (2 * Math.PI * i) / around;
    const v = (2 * Math.PI * j) / across;
    const r = 12 + 1.2 * Math.sin(9 * u) * Math.cos(5 * v);
    return [(40 + r * Math.cos(v)) * Math.cos(u), (40 + r * Math.cos(v)) * Math.sin(u), r * Math.sin(v)];
  };
  for (let j = 0; j < across; j++) {
    for (let i = 0; i < around; i++) {
      const p = at(i, j);
      const du = at(i + 0.01, j).map((x, k) => x - p[k]);
      const dv = at(i, j + 0.01).map((x, k) => x - p[k]);
      positions.push(...p);
      normals.push(du[1] * dv[2] - du[2] * dv[1], du[2] * dv[0] - du[0] * dv[2], du[0] * dv[1] - du[1] * dv[0]);
    }
  }
  const triangles = new Uint32Array(6 * around * across);
  const faceIds = new Uint32Array(2 * around * across);
  for (let j = 0, t = 0; j < across; j++) {
    for (let i = 0; i < around; i++, t += 2) {
      const [a, b] = [j * around + i, j * around + ((i + 1) % around)];
      const [c, d] = [((j + 1) % across) * around + i, ((j + 1) % across) * around + ((i + 1) % around)];
      triangles.set([a, b, d, a, d, c], 3 * t);
      faceIds.fill(12 * Math.floor((6 * j) / across) + Math.floor((12 * i) / around), t, t + 2);
    }
  }
  return { positions: Float32Array.from(positions), normals: Float32Array.from(normals), triangles, faceIds };
}

/** `count` x `count` blocks of different heights, 12 triangles and 12 edges each. */
function blocks(count) {
  const positions = [];
  const normals = [];
  const triangles = [];
  const faceIds = [];
  for (let n = 0; n < count * count; n++) {
    const [x, y] = [10 * (n % count), 10 * Math.floor(n / count)];
    const size = [7, 7, 5 + ((n * 37) % 23)];
    for (let axis = 0; axis < 3; axis++) {
      for (const side of [0, 1]) {
        const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
        const first = positions.length / 3;
        for (const [s, t] of [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ]) {
          const p = [x, y, 0];
          p[axis] += side * size[axis];
          p[u] += s * size[u];
          p[v] += t * size[v];
          positions.push(...p);
          normals.push(...[0, 1, 2].map((k) => (k === axis ? 2 * side - 1 : 0)));
        }
        const order = side === 1 ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2];
        triangles.push(...order.map((k) => first + k));
        faceIds.push(faceIds.length / 2, faceIds.length / 2);
      }
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    triangles: Uint32Array.from(triangles),
    faceIds: Uint32Array.from(faceIds),
  };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (ms) => Math.round(ms * 10) / 10;

async function time(what, mesh, sizePx, limitMs) {
  const prepared = performance.now();
  const scene = { bodies: [{ mesh, ...featureEdges(mesh) }] };
  const edgesMs = performance.now() - prepared;
  const wall = [];
  const cpu = [];
  const hashes = new Set();
  for (let i = 0; i < repetitions; i++) {
    const before = process.cpuUsage();
    const began = performance.now();
    const png = await snapshot(scene, { sizePx });
    wall.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
    hashes.add(createHash("sha256").update(png).digest("hex"));
  }
  const row = {
    what,
    triangles: mesh.faceIds.length,
    sizePx,
    cpuMs: rounded(median(cpu)),
    wallMs: rounded(median(wall)),
    firstWallMs: rounded(wall[0]),
    edgesMs: rounded(edgesMs),
    ...(limitMs && { limitMs, within: median(cpu) < limitMs }),
    sameBytes: hashes.size === 1,
    sha256: [...hashes][0],
  };
  console.log(
    `${what.padEnd(12)} ${String(row.triangles).padStart(8)} triangles ${String(sizePx).padStart(5)} px: ${row.cpuMs} ms of processor, ${row.wallMs} ms (first ${row.firstWallMs}), same bytes: ${row.sameBytes}`,
  );
  return row;
}

const thousands = wavyRing(125, 80);
const millions = wavyRing(1250, 800);
const rows = [
  await time("wavy ring", thousands, 1024, limitsMs.thousands),
  await time("blocks", blocks(41), 1024, limitsMs.thousands),
  await time("wavy ring", millions, 1024, limitsMs.millions),
  await time("wavy ring", thousands, 128),
  await time("wavy ring", thousands, 512),
  await time("wavy ring", thousands, 4096),
];
await mkdir(new URL("./results/", import.meta.url), { recursive: true });
const report = { node: process.version, cpu: cpus()[0]?.model, repetitions, pictures: rows };
await writeFile(new URL("./results/snapshot.json", import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
if (rows.some(({ within, sameBytes }) => within === false || !sameBytes)) process.exitCode = 1;
