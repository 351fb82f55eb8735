/**
 * Writes what a conversion made, whole or not at all, and never over somebody's own work.
 */
import { createHash, randomUUID } from "node:crypto";
import { access, constants, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { UnbakeError } from "@unbake/ground";
import type { Certificate, Conversion } from "@unbake/recover";
import { fileReason, isFileError } from "../fileError.js";
import type { InputFile } from "./inputs.js";

export interface WrittenFiles {
  readonly raw?: string;
  readonly salon?: string;
  readonly certificate?: string;
  /** The main.kcl of a project. */
  readonly project?: string;
  /** What the user should know about the files. */
  readonly notes: readonly string[];
}

/** Makes the folder if need be, and sees that it can be written to. @throws UnbakeError "unwritable" */
export async function openFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

const unwritable = (place: string, cause: unknown): unknown =>
  isFileError(cause) ? new UnbakeError("unwritable", `${place}: ${fileReason(cause)}`, { cause }) : cause;

/**
 * Writes the file under a temporary name in the same folder and renames it: a reader or Ctrl-C never meets half a file.
 * @throws UnbakeError "unwritable"
 */
export async function writeWhole(file: string, content: string | Uint8Array | Readable): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw unwritable(file, error);
  }
}

/**
 * Writes NAME.raw.kcl, NAME.kcl and NAME.certificate.json, those that there are, and removes ours of an earlier run that this one did
 * not make again. A NAME.kcl that is not as we left it is somebody's work: it stays, and ours goes to NAME.unbake.kcl.
 * @throws UnbakeError "unwritable"
 */
export async function writeOutputs(input: InputFile, conversion: Conversion): Promise<WrittenFiles> {
  const at = (suffix: string) => path.join(input.outputFolder, input.stem + suffix);
  await openFolder(input.outputFolder);
  const certificatePath = at(".certificate.json");
  const earlier = await readCertificate(certificatePath);
  const notes: string[] = [];

  const place = async (suffix: string, kcl: string | undefined, earlierHash: string | undefined) => {
    const file = at(suffix);
    const existing = await readIfThere(file);
    const ours = existing === undefined || existing === kcl || sha256(existing) === earlierHash;
    if (kcl === undefined) {
      if (existing !== undefined && ours) await remove(file);
      return undefined;
    }
    const target = ours ? file : at(suffix.replace(/\.kcl$/, ".unbake.kcl"));
    if (!ours) notes.push(`${file} has been edited and is kept; the program is in ${target}`);
    await writeWhole(target, kcl);
    return target;
  };

  const raw = await place(".raw.kcl", conversion.raw?.kcl, earlier?.raw?.sha256);
  const salon = await place(".kcl", conversion.salon?.kcl, earlier?.salon?.sha256);
  if (conversion.kept) await openFolder(at(".kept"));
  await place(".kept/main.kcl", conversion.kept?.kcl, earlier?.kept?.sha256);
  await placeImports(at(".kept"), conversion.kept, earlier?.kept?.files ?? []);
  const project = await placeProject(
    at(".project"),
    conversion.project,
    earlier?.project?.files ?? [],
    (name, text, hash) => place(`.project/${name}`, text, hash),
  );
  if (conversion.certificate) await writeWhole(certificatePath, `${JSON.stringify(conversion.certificate, null, 2)}\n`);
  else if (earlier) await remove(certificatePath);
  return {
    notes,
    ...(raw && { raw }),
    ...(salon && { salon }),
    ...(project && { project }),
    ...(conversion.certificate && { certificate: certificatePath }),
  };
}

/** Places the files of a project; those of an earlier run that this one did not make go, unless somebody has edited them. Returns its main.kcl. */
async function placeProject(
  folder: string,
  project: Conversion["project"],
  earlier: NonNullable<Certificate["project"]>["files"],
  place: (name: string, text: string | undefined, earlierHash: string | undefined) => Promise<string | undefined>,
): Promise<string | undefined> {
  const files = project?.files ?? [];
  const hashOf = (name: string) => earlier.find((file) => file.name === name)?.sha256;
  const gone = earlier
    .map(({ name }) => path.basename(name))
    .filter((name) => !files.some((file) => file.name === name));
  for (const name of gone) await place(name, undefined, hashOf(name));
  if (files.length > 0) await openFolder(folder);
  const placed: (string | undefined)[] = [];
  for (const { name, text } of files) placed.push(await place(name, text, hashOf(name)));
  return placed[0];
}

/** Writes the files that a project imports; those of an earlier run that this one did not make go. */
async function placeImports(folder: string, kept: Conversion["kept"], earlier: readonly string[]): Promise<void> {
  const files = kept?.files ?? [];
  for (const name of earlier.map((one) => path.basename(one))) {
    if (files.some((file) => file.name === name)) continue;
    await rm(path.join(folder, name), { force: true });
  }
  for (const { name, bytes } of files) await writeWhole(path.join(folder, name), bytes);
}

async function remove(file: string): Promise<void> {
  await rm(file).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unwritable(file, error);
  }
}

/** Our certificate of an earlier run; undefined when there is none or it is not ours. */
async function readCertificate(file: string): Promise<Certificate | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const ours =
      typeof parsed === "object" &&
      parsed !== null &&
      "schema" in parsed &&
      String(parsed.schema).startsWith("unbake-certificate/");
    return ours ? (parsed as Certificate) : undefined;
  } catch {
    return undefined;
  }
}
