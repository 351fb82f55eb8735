/** Finds out, once a process, how far children can be isolated on this machine. */
import { bubblewrap } from "./bubblewrap.js";
import type { Kept, Layer } from "./layers.js";
import { namespaces } from "./namespaces.js";
import { hasPermissions } from "./permissions.js";
import { whyNot } from "./probe.js";
import { noLayer, noNewPrivileges, otherAccount } from "./reduced.js";
import { codeOf, type View, viewOf } from "./view.js";

/** `auto`: as far as the machine allows; `require`: fully or not at all; `off`: only what node itself refuses. */
export type SandboxMode = "auto" | "require" | "off";
export const sandboxModes = ["auto", "require", "off"] as const satisfies readonly SandboxMode[];

/** How far children are isolated, for people. */
export interface Isolation {
  readonly by: Layer["name"];
  readonly kept: Kept;
  /** Node refuses files and processes as well. */
  readonly permissions: boolean;
  /** What would have been better, and why it was not available. */
  readonly missing: readonly string[];
}

export interface Sandbox {
  readonly layer: Layer;
  readonly view: View;
  /** Folders of code that node lets the child read. */
  readonly code: readonly string[];
  readonly isolation: Isolation;
}

/** Children that must be isolated fully cannot be. */
export class NotIsolated extends Error {
  override name = "NotIsolated";
}

const known = new Map<string, Sandbox>();

/** The best that works for children that run `module`. Tries it when asked first (30 ms). Throws `NotIsolated` as `require` says. */
export function sandboxFor(module: string, mode: SandboxMode = "auto"): Sandbox {
  const key = `${mode === "off"} ${module}`;
  const sandbox = known.get(key) ?? choose(module, mode === "off" ? [] : candidates());
  known.set(key, sandbox);
  if (mode === "require" && !isFull(sandbox.isolation))
    throw new NotIsolated(`conversions cannot be isolated on this machine: ${describeIsolation(sandbox.isolation)}`);
  return sandbox;
}

function candidates(): readonly Layer[] {
  const isRoot = process.getuid?.() === 0;
  // Only our own way makes another account of root, and only where root may; a namespace of users is the last resort.
  const full = isRoot ? [namespaces(), bubblewrap(), namespaces(false)] : [bubblewrap(), namespaces()];
  return [...full, otherAccount(), noNewPrivileges()].filter((layer) => layer !== undefined);
}

/** The first of `layers` that works. `permissions`: whether node refuses things as well, where it can. */
export function choose(module: string, layers: readonly Layer[], permissions = hasPermissions): Sandbox {
  const view = viewOf(module);
  const missing: string[] = [];
  const layer = layers.find((candidate) => {
    const reason = whyNot(candidate, view, module);
    if (reason !== undefined) missing.push(`${candidate.name}: ${reason}`);
    return reason === undefined;
  });
  const { name, kept } = layer ?? noLayer;
  const isolation = { by: name, kept, permissions, missing };
  return { layer: layer ?? noLayer, view, code: codeOf(module), isolation };
}

/** No network, no files, no processes but its own. */
export function isFull({ kept }: Isolation): boolean {
  return kept.network && kept.files && kept.processes && kept.privileges;
}

const words: Readonly<Record<keyof Kept, readonly [kept: string, open: string]>> = {
  network: ["no network", "THE NETWORK IS OPEN"],
  files: ["no files but its own", "ALL FILES THAT ITS ACCOUNT MAY READ"],
  processes: ["no processes but its own", "PROCESSES OF ITS ACCOUNT"],
  account: ["an account of its own", "the account that started it"],
  privileges: ["no new privileges", "NEW PRIVILEGES"],
};

/** One sentence. */
export function describeIsolation({ by, kept, permissions, missing }: Isolation): string {
  const said = (Object.keys(words) as (keyof Kept)[]).map((name) => words[name][kept[name] ? 0 : 1]);
  const node = permissions ? "; node refuses it files, processes and their like" : "";
  const better = missing.length > 0 ? ` (not available: ${missing.join("; ")})` : "";
  return `by ${by}: ${said.join(", ")}${node}${better}`;
}
