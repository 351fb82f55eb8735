// Times pictures of meshes of our own making: a wavy ring of 20 thousand and of 2 million triangles, a field of blocks with
// many edges.
//
//   npm run bench:snapshot
//
// Each picture is made `repetitions` times from triangles and lines to the PNG's bytes. Bars, at 1024 px on one core: 20 thousand triangles under
// 0.3 s, 2 million under 1.5 s (median processor time; wall time is beside it), and the same bytes every time.
// Writes bench/results/snapshot.json; exits with 1 when a bar is missed.
import { createHash } from "node:crypto";
import { cpus } from "node:os";
import type { Mesh } from "@unbake/geometry";
import { featureEdges, snapshot } from "@unbake/snapshot";
import { readArguments } from "./runner/arguments.js";
import { rounded } from "./runner/numbers.js";
import { writeResults } from "./runner/results.js";
import { sure } from "./runner/sure.js";
import { blocks, wavyRing } from "./snapshot/meshes.js";

const { command } = readArguments("snapshot", {});
const repetitions = 7;
const limitsMs = { thousands: 300, millions: 1500 };

const median = (values: readonly number[]) => sure([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);

async function time(what: string, mesh: Mesh, sizePx: number, limitMs?: number) {
  const prepared = performance.now();
  const scene = { bodies: [{ mesh, ...featureEdges(mesh) }] };
  const edgesMs = performance.now() - prepared;
  const wall: number[] = [];
  const cpu: number[] = [];
  const hashes = new Set<string>();
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
    cpuMs: rounded(median(cpu), 1),
    wallMs: rounded(median(wall), 1),
    firstWallMs: rounded(sure(wall[0]), 1),
    edgesMs: rounded(edgesMs, 1),
    ...(limitMs !== undefined && { limitMs, within: median(cpu) < limitMs }),
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
await writeResults("snapshot", command, { summary: { processor: cpus()[0]?.model, repetitions }, rows });
if (rows.some(({ within, sameBytes }) => within === false || !sameBytes)) process.exitCode = 1;
