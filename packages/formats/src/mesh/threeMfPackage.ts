/** The package of a 3MF file (Open Packaging Conventions): a zip whose relations name the part that is its model. */
import { UnbakeError } from "@unbake/ground";
import { unzipEntry, zipNames } from "../detect/zip.js";
import { maxTextBytes } from "./limits.js";
import { xmlTags, xmlText } from "./xml.js";

const relationSpace = "http://schemas.openxmlformats.org/package/2006/relationships";
const modelRelation = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel";

export interface Package {
  /** The name of the model part. */
  readonly root: string;
  /** Where the root was guessed. */
  readonly warnings: readonly string[];
  /** The name that the zip has for a part; names of parts differ in more than capitals. @throws dangling_reference. */
  nameOf(part: string): string;
  /** @throws dangling_reference, truncated, unreadable, too_large, unsupported_content. */
  contentOf(name: string): Uint8Array;
}

/** @throws no_shape, unsupported_content, missing_external, dangling_reference, and what damaged zips throw. */
export function openPackage(bytes: Uint8Array): Package {
  const names = new Map<string, string>();
  for (const name of zipNames(bytes)) {
    if (name.endsWith("/")) continue;
    const key = keyOf(name);
    if (names.has(key)) throw new UnbakeError("duplicate_instance", `the part ${name.slice(0, 100)} of the package`);
    names.set(key, name);
  }
  const nameOf = (part: string): string => {
    const name = names.get(keyOf(part));
    if (name === undefined) throw new UnbakeError("dangling_reference", `${part.slice(0, 100)} is not in the package`);
    return name;
  };
  const contentOf = (name: string): Uint8Array => unpacked(bytes, name);
  const relations = names.get("_rels/.rels");
  const target = relations === undefined ? undefined : modelTarget(xmlText(contentOf(relations)));
  if (target !== undefined) return { root: nameOf(target), warnings: [], nameOf, contentOf };
  const models = [...names.values()].filter((name) => name.toLowerCase().endsWith(".model"));
  const [root, ...others] = models;
  if (root === undefined) throw new UnbakeError("no_shape", "a 3MF package without a model");
  if (others.length > 0) {
    throw new UnbakeError("dangling_reference", `the package's relations name none of its ${models.length} models`);
  }
  return { root, warnings: ["the package's relations name no model: its only one is converted"], nameOf, contentOf };
}

/** Names of parts are the same whatever their capitals, with or without the slash of the package's root, and with %41 for A. */
function keyOf(part: string): string {
  const path: string[] = [];
  for (const step of part.replaceAll("\\", "/").split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path
    .join("/")
    .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
}

/** The part that the relations name as the model; undefined where they name none. */
function modelTarget(text: string): string | undefined {
  let target: string | undefined;
  for (const tag of xmlTags(text)) {
    const isRelation = tag.name === "Relationship" && tag.kind !== "close";
    if (!isRelation || (tag.space !== relationSpace && tag.space !== "")) continue;
    if (tag.attribute("Type") !== modelRelation) continue;
    const named = tag.attribute("Target") ?? "";
    if (tag.attribute("TargetMode") === "External" || /^[a-z]+:\/\//i.test(named)) {
      throw new UnbakeError("missing_external", `the model of the package is at ${named.slice(0, 100)}`);
    }
    if (target !== undefined && keyOf(target) !== keyOf(named)) {
      throw new UnbakeError(
        "unsupported_content",
        `two models, ${target.slice(0, 100)} and ${named.slice(0, 100)}, in the package's relations`,
      );
    }
    target = named;
  }
  return target;
}

function unpacked(bytes: Uint8Array, name: string): Uint8Array {
  try {
    const content = unzipEntry(bytes, name, maxTextBytes);
    if (content) return content;
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw new UnbakeError("too_large", `${name} unpacks to more than ${maxTextBytes} bytes`, { cause });
    }
    if (code === "Z_BUF_ERROR") throw new UnbakeError("truncated", `${name} ends too early`, { cause });
    throw new UnbakeError("unreadable", `${name} is damaged (${(cause as Error).message})`, { cause });
  }
  throw new UnbakeError("unsupported_content", `${name} is encrypted, or not packed in a way that is read`);
}
