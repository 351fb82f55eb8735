// Loads a server over HTTP/1.1 with kept connections, in two ways.
//
// openLoop: requests are due at times that are fixed beforehand (a Poisson process of a given rate), whatever the server does. One that finds
// all connections busy waits, and its time counts from when it was due: a server that stalls is not spared the requests that would have
// come meanwhile ("coordinated omission", Gil Tene, "How NOT to measure latency", 2013).
// saturate: every connection sends its next request as soon as the last one was answered: the most that the server does.
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { rounded } from "../runner/numbers.js";
import { codeOf } from "../runner/sure.js";

/** What is asked for. */
export interface Question {
  readonly path: string;
  readonly token: string;
}

interface Load {
  readonly base: string;
  /** Makes each request. */
  readonly next: () => Question;
  readonly seconds: number;
  readonly connections: number;
}

interface OpenLoad extends Load {
  readonly perSecond: number;
  readonly random: () => number;
}

/** Numbers from 0 to 1 that are the same in every run (Vigna's splitmix64, 32 bits of it). */
export function randomNumbers(seed: number): () => number {
  let state = BigInt(seed);
  const mask = (1n << 64n) - 1n;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return Number((z ^ (z >> 31n)) >> 32n) / 2 ** 32;
  };
}

/** Sends one request and reads all of its answer. */
function send(
  agent: http.Agent,
  base: string,
  { path, token }: Question,
): Promise<{ readonly status: number; readonly bytes: number }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const request = http.get(
      { agent, hostname, port, path, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, bytes }));
        answer.on("error", reject);
      },
    );
    request.on("error", reject);
  });
}

/** Latencies in milliseconds, answers by status. */
function record() {
  const ms: number[] = [];
  const statuses: Record<string, number> = {};
  let bytes = 0;
  return {
    add(latency: number, status: number | string, size: number): void {
      ms.push(latency);
      statuses[status] = (statuses[status] ?? 0) + 1;
      bytes += size;
    },
    summary(seconds: number) {
      const sorted = Float64Array.from(ms).sort();
      const at = (share: number) =>
        rounded(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0, 1);
      return {
        requests: ms.length,
        per_second: rounded(ms.length / seconds, 1),
        ms: { p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1) },
        mean_answer_bytes: Math.round(bytes / Math.max(1, ms.length)),
        statuses,
      };
    },
  };
}

/** Resolves when all are answered. */
export async function openLoop({ base, next, perSecond, seconds, connections, random }: OpenLoad) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const seen = record();
  const running: Promise<void>[] = [];
  const began = performance.now();
  let due = 0;
  const whole = perSecond * seconds;
  for (let i = 0; i < whole; i++) {
    due += (-Math.log(1 - random()) / perSecond) * 1000;
    const early = began + due - performance.now();
    if (early > 0) await sleep(early);
    const from = began + due;
    running.push(
      send(agent, base, next()).then(
        ({ status, bytes }) => seen.add(performance.now() - from, status, bytes),
        (error: unknown) => seen.add(performance.now() - from, codeOf(error) ?? "error", 0),
      ),
    );
  }
  await Promise.all(running);
  agent.destroy();
  return { asked_per_second: perSecond, connections, ...seen.summary((performance.now() - began) / 1000) };
}

export async function saturate({ base, next, seconds, connections }: Load) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const seen = record();
  const began = performance.now();
  const lane = async () => {
    while (performance.now() - began < seconds * 1000) {
      const from = performance.now();
      try {
        const { status, bytes } = await send(agent, base, next());
        seen.add(performance.now() - from, status, bytes);
      } catch (error) {
        seen.add(performance.now() - from, codeOf(error) ?? "error", 0);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return { connections, ...seen.summary((performance.now() - began) / 1000) };
}
