import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../testing/command.js";
import { nameIn } from "./deliver.js";
import { localFiles } from "./localFiles.js";

const pathsOf = async (named: string[], baseDir?: string) =>
  (await localFiles(named, baseDir)).files.map((file) => file.path);

it("names files by their place in what was named, or in the base", async () => {
  const folder = await folderOf({ "a/one.step": "1", "a/b/two.step": "22", "a/.hidden/x.step": "x", "c.step": "3" });
  expect(await pathsOf([path.join(folder, "a"), path.join(folder, "c.step")])).toEqual([
    "b/two.step",
    "c.step",
    "one.step",
  ]);
  expect(await pathsOf([path.join(folder, "a")], folder)).toEqual(["a/b/two.step", "a/one.step"]);
  expect((await localFiles([path.join(folder, "a")])).files[0]).toMatchObject({ path: "b/two.step", size: 2 });
  await expect(pathsOf([path.join(folder, "c.step")], path.join(folder, "a"))).rejects.toMatchObject({ exitStatus: 2 });
});

it("refuses two files of one name, and takes one that is named twice once", async () => {
  const folder = await folderOf({ "a/x.step": "1", "b/x.step": "2" });
  const both = [path.join(folder, "a"), path.join(folder, "b")];
  await expect(pathsOf(both)).rejects.toThrow("would both be x.step");
  expect(await pathsOf(both, folder)).toEqual(["a/x.step", "b/x.step"]);
  expect(await pathsOf([path.join(folder, "a"), path.join(folder, "a/x.step")])).toEqual(["x.step"]);
});

it("tells what cannot be read, and takes the rest", async () => {
  const folder = await folderOf({ "a.step": "1" });
  await mkdir(path.join(folder, "empty"));
  await symlink(path.join(folder, "gone"), path.join(folder, "dangling"));
  const { files, unreadable } = await localFiles([
    path.join(folder, "a.step"),
    path.join(folder, "dangling"),
    path.join(folder, "empty"),
    "/dev/null",
  ]);
  expect(files.map((file) => file.path)).toEqual(["a.step"]);
  expect(unreadable.map(({ reason }) => reason)).toEqual([
    "no such file or folder",
    "it is neither a file nor a folder",
  ]);
});

it.each([
  ['attachment; filename="part.step"', "part.step"],
  ['attachment; filename="../../etc/passwd"', "passwd"],
  ['attachment; filename="a\\\\..\\\\b.step"', "b.step"],
  ['attachment; filename=".bashrc"', undefined],
  ['attachment; filename=".."', undefined],
  ["attachment", undefined],
  [null, undefined],
])("the name in %j is %j, and leads nowhere else", (disposition, name) => {
  expect(nameIn(disposition)).toBe(name);
});
