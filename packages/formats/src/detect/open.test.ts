import { deflateRawSync, gzipSync } from "node:zlib";
import { UnbakeError } from "@unbake/ground";
import { describe, expect, test } from "vitest";
import { detectFormat, openBytes } from "./index.js";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const step = "ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n";

function binaryStl(header: string, triangles: number): Uint8Array {
  const bytes = new Uint8Array(84 + 50 * triangles);
  bytes.set(text(header));
  new DataView(bytes.buffer).setUint32(80, triangles, true);
  return bytes;
}

/** A zip of one deflated file. */
function zipOf(name: string, content: string): Uint8Array {
  const packed = deflateRawSync(content);
  const header = (size: number, magic: number): [Uint8Array, DataView] => {
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, magic, true);
    return [bytes, view];
  };
  const [local, localView] = header(30 + name.length, 0x04034b50);
  localView.setUint16(26, name.length, true);
  local.set(text(name), 30);
  const [entry, entryView] = header(46 + name.length, 0x02014b50);
  entryView.setUint16(10, 8, true);
  entryView.setUint32(20, packed.length, true);
  entryView.setUint16(28, name.length, true);
  entry.set(text(name), 46);
  const [end, endView] = header(22, 0x06054b50);
  endView.setUint16(10, 1, true);
  endView.setUint32(16, local.length + packed.length, true);
  return Uint8Array.from([...local, ...packed, ...entry, ...end]);
}

/** A zip directory of empty stored files: what is looked at is only the directory. */
function zip(names: readonly string[]): Uint8Array {
  const entries = names.flatMap((name) => {
    const entry = new Uint8Array(46 + name.length);
    const view = new DataView(entry.buffer);
    view.setUint32(0, 0x02014b50, true);
    view.setUint16(28, name.length, true);
    entry.set(text(name), 46);
    return Array.from(entry);
  });
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(10, names.length, true);
  view.setUint32(16, 4, true);
  return Uint8Array.from([0x50, 0x4b, 3, 4, ...entries, ...end]);
}

describe("formats are told by content", () => {
  test.each([
    ["STEP", text(step), "step"],
    ["STEP after a comment and blank lines", text(`\n\n/* by hand */\n${step}`), "step"],
    ["binary STL", binaryStl("some header", 3), "stl"],
    ["binary STL whose header says solid", binaryStl("solid cube", 3), "stl"],
    ["binary STL whose header begins as a GLB", binaryStl("glTF", 3), "stl"],
    ["binary STL whose header begins as a program", binaryStl("MZ\u0090", 3), "stl"],
    ["ASCII STL with CR as line ends", text("solid cube\r  facet normal 0 0 1\r"), "stl"],
    ["ASCII STL named after the mark of STEP", text("solid ISO-10303-21;\nfacet normal 0 0 1\n"), "stl"],
    ["OBJ with signs", text("v +0.0 +0.0 +0.0\n"), "obj"],
    ["OBJ that begins with its faces", text("f 1 3 2\nv 0 0 0\n"), "obj"],
    ["OBJ of faces alone, as far as is looked at", text(`f 1/1 3/2 2/3\n${"f 1 2 3\n".repeat(4000)}`), "obj"],
    ["PLY with CR as line ends", text("ply\rformat ascii 1.0\r"), "ply"],
    ["OFF in small letters", text("off\n8 6 0\n"), "off"],
    ["a sentence that begins with off", text("off we go\n"), "text"],
    [
      "glTF whose asset comes last",
      text(`{ "extras": "${"x".repeat(20000)}", "asset": { "version": "2.0" } }`),
      "gltf",
    ],
    ["lines of digits", text("0.25 1.5 17.75 42\n".repeat(40)), "text"],
    ["ASCII STL", text("solid cube\n  facet normal 0 0 1\n"), "stl"],
    ["IGES", text(`${"title".padEnd(72)}S      1\n${"1H,,1H;".padEnd(72)}G      1\n`), "iges"],
    ["BRep", text("DBRep_DrawableShape\n\nCASCADE Topology V1, (c) Matra-Datavision\n"), "brep"],
    ["OBJ", text("# a cube\nv 0 0 0\nv 1 0 0\nf 1 2 3\n"), "obj"],
    ["PLY", text("ply\nformat ascii 1.0\n"), "ply"],
    ["OFF", text("OFF\n8 6 0\n"), "off"],
    ["OFF after a comment", text("# eight corners\nOFF\n8 6 0\n"), "off"],
    ["glTF", text('{ "asset": { "version": "2.0" } }'), "gltf"],
    ["GLB", text("glTF\x02\0\0\0"), "glb"],
    ["FBX", text("Kaydara FBX Binary  \0\x1a\0"), "fbx"],
    ["3MF", zip(["[Content_Types].xml", "3D/3dmodel.model"]), "3mf"],
    ["FreeCAD", zip(["Document.xml", "GuiDocument.xml"]), "proprietary"],
    ["zip", zip(["a.step"]), "zip"],
    ["OLE2", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), "proprietary"],
    ["Git LFS", text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"), "lfs-pointer"],
    ["a web page", text("<!DOCTYPE html><html>ISO-10303-21;</html>"), "html"],
    ["KCL", text("@settings(defaultLengthUnit = mm)\n"), "kcl"],
    ["prose", text("ISO 10303 is a standard.\n"), "text"],
    ["random bytes", Uint8Array.from({ length: 500 }, (_, i) => ((i * 7919 + 13) % 251) & 0x9f), "binary"],
    ["a zip's first bytes before a STEP file", text(`PK\x03\x04${step}`), "binary"],
    ["nothing", new Uint8Array(0), "empty"],
    ["white space", text(" \n\t\r\n"), "empty"],
  ])("%s", (_, bytes, format) => {
    expect(detectFormat(bytes).format).toBe(format);
  });
});

describe("opening makes content plain", () => {
  const opened = (bytes: Uint8Array) => {
    const { bytes: content, ...rest } = openBytes(bytes);
    return { ...rest, content: new TextDecoder().decode(content) };
  };

  test("a byte-order mark goes", () => {
    expect(opened(text(`\ufeff${step}`))).toMatchObject({ content: step, warnings: [] });
  });

  test.each(["utf-16le", "utf-16be"])("%s is decoded, with and without its mark", (encoding) => {
    const units = Array.from(step, (c) => c.charCodeAt(0));
    const order = (unit: number) => (encoding === "utf-16le" ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]);
    for (const mark of [[0xfeff], []]) {
      const file = opened(Uint8Array.from([...mark, ...units].flatMap(order)));
      expect(file.content).toBe(step);
      expect(file.warnings.join()).toContain(encoding.toUpperCase());
    }
  });

  test("the mark and UTF-16 of meshes too", () => {
    expect(opened(text("\ufeffv 0 0 0\nf 1 2 3\n"))).toMatchObject({ format: "obj", content: "v 0 0 0\nf 1 2 3\n" });
    const wide = opened(Uint8Array.from(Buffer.from("\ufeffOFF\n8 6 0\n", "utf16le")));
    expect(wide).toMatchObject({ format: "off", content: "OFF\n8 6 0\n" });
    expect(wide.warnings.join()).toContain("UTF-16LE");
  });

  test("NUL padding goes, with a warning", () => {
    const file = opened(text(step + "\0".repeat(100)));
    expect(file.content).toBe(step);
    expect(file.warnings.join()).toContain("100 bytes");
  });

  test("a gzip is unpacked and looked at again", () => {
    expect(opened(gzipSync(step))).toMatchObject({ format: "step", content: step });
    expect(openBytes(gzipSync("solid a\nfacet normal 0 0 1\n")).format).toBe("stl");
  });

  test("a zip of one file is unpacked, a zip of several is not", () => {
    expect(opened(zipOf("part.stp", step))).toMatchObject({ format: "step", content: step });
    expect(openBytes(zip(["a.stp", "b.stp"])).format).toBe("zip");
  });

  test.each([
    ["a truncated gzip", gzipSync(step.repeat(50)).subarray(0, 60), "truncated"],
    ["a gzip in a gzip in a gzip", gzipSync(gzipSync(gzipSync(step))), "too_large"],
    ["nothing", new Uint8Array(0), "empty"],
    ["an empty gzip", gzipSync(""), "empty"],
    ["a pointer", text("version https://git-lfs.github.com/spec/v1\n"), "lfs_pointer"],
  ])("%s is refused", (_, bytes, code) => {
    expect(() => openBytes(bytes)).toThrow(UnbakeError);
    try {
      openBytes(bytes);
    } catch (error) {
      expect((error as UnbakeError).code).toBe(code);
    }
  });
});
