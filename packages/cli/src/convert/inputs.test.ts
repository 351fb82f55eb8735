import { chmod, mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../testing/command.js";
import { listInputs } from "./inputs.js";

const relative = (folder: string) => (file: string) => path.relative(folder, file);

it("walks a folder for CAD files of any case, sorted, and mirrors it", async () => {
  const folder = await folderOf({
    "b.STEP": "",
    "a/z.igs": "",
    "a/notes.txt": "",
    "a/deep/x.stpZ": "",
    "readme.md": "",
  });
  const { files, unreadable } = await listInputs([folder], path.join(folder, "out"));
  expect(files.map(({ file }) => relative(folder)(file))).toEqual(["a/deep/x.stpZ", "a/z.igs", "b.STEP"]);
  expect(files.map(({ outputFolder }) => relative(folder)(outputFolder))).toEqual(["out/a/deep", "out/a", "out"]);
  expect(unreadable).toEqual([]);
});

it("takes a named file whatever its extension, once, and puts outputs beside it", async () => {
  const folder = await folderOf({ "part.xyz": "" });
  const file = path.join(folder, "part.xyz");
  const { files } = await listInputs([file, file, path.join(folder, ".", "part.xyz")], undefined);
  expect(files).toEqual([{ file, outputFolder: folder, stem: "part" }]);
});

it("reports what is not there and goes on", async () => {
  const folder = await folderOf({ "a.stp": "" });
  const { files, unreadable } = await listInputs([path.join(folder, "missing.step"), folder], undefined);
  expect(files.length).toBe(1);
  expect(unreadable).toEqual([{ file: path.join(folder, "missing.step"), reason: "no such file or folder" }]);
});

it("is not caught by a link that leads back", async () => {
  const folder = await folderOf({ "a/part.step": "" });
  await symlink("..", path.join(folder, "a", "up"));
  await mkdir(path.join(folder, "folder.step"));
  await symlink("part.step", path.join(folder, "a", "linked.step"));
  const { files } = await listInputs([folder], undefined);
  expect(files.map(({ file }) => relative(folder)(file))).toEqual(["a/linked.step", "a/part.step"]);
});

// Root reads what it likes.
it.skipIf(process.getuid?.() === 0)("loses a folder that cannot be read, not those beside it", async () => {
  const folder = await folderOf({ "locked/a.step": "", "open/b.step": "" });
  const locked = path.join(folder, "locked");
  await chmod(locked, 0);
  const { files, unreadable } = await listInputs([folder], undefined);
  await chmod(locked, 0o700);
  expect(files.map(({ file }) => relative(folder)(file))).toEqual(["open/b.step"]);
  expect(unreadable).toEqual([{ file: locked, reason: "permission denied" }]);
});
