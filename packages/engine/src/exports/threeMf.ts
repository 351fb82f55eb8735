import { strToU8, zipSync } from "fflate";
import type { BodyMesh } from "./mesh.js";
import { weld } from "./weld.js";

const contentTypes = `<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>
`;
const relationships = `<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>
`;
/** ZIP has no earlier time; a fixed one keeps the bytes the same from run to run. */
const noTime = new Date(1980, 0, 1);

/** 3MF (core specification 1.3): one object and one build item a body, millimetres, with base-material colours. */
export function write3mf(bodies: readonly BodyMesh[]): Uint8Array {
  const materialsId = bodies.length + 1;
  const materials = bodies
    .map(({ name, color = [0.8, 0.8, 0.8, 1] }) => `<base name="${xmlText(name)}" displaycolor="${hex(color)}"/>`)
    .join("");
  const objects = bodies.map((body, i) => objectXml(body, i + 1, materialsId, i)).join("");
  const items = bodies.map((_, i) => `<item objectid="${i + 1}"/>`).join("");
  const model = `<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><metadata name="Application">unbake</metadata><resources><basematerials id="${materialsId}">${materials}</basematerials>${objects}</resources><build>${items}</build></model>
`;
  const files = {
    "[Content_Types].xml": strToU8(contentTypes),
    "_rels/.rels": strToU8(relationships),
    "3D/3dmodel.model": strToU8(model),
  };
  return zipSync(files, { mtime: noTime });
}

/** 3MF wants each vertex once, and forbids triangles with a corner twice. */
function objectXml(body: BodyMesh, id: number, materialsId: number, material: number): string {
  const { vertices, triangles } = weld(body);
  const points = vertices.map(([x, y, z]) => `<vertex x="${x}" y="${y}" z="${z}"/>`).join("");
  const corners = triangles.map(([a, b, c]) => `<triangle v1="${a}" v2="${b}" v3="${c}"/>`).join("");
  return `<object id="${id}" name="${xmlText(body.name)}" type="model" pid="${materialsId}" pindex="${material}"><mesh><vertices>${points}</vertices><triangles>${corners}</triangles></mesh></object>`;
}

function hex(color: readonly number[]): string {
  return `#${color
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`.toUpperCase();
}

function xmlText(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
