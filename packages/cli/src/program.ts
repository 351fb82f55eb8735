/**
 * The command line: what can be typed, and the help that explains it.
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import {
  type Ground,
  grounds,
  type PictureStyle,
  pictureStyles,
  type SectionPlane,
  sizeLimits,
  type ViewName,
} from "@unbake/snapshot";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { addAccountCommands } from "./commands/accounts.js";
import { addConversionCommands } from "./commands/conversions.js";
import { addDatasetCommands } from "./commands/datasets.js";
import { CommandError } from "./commands/errors.js";
import { sectionOfText } from "./commands/sectionText.js";
import { addServeCommands } from "./commands/serve.js";
import { snapshot, viewsOf } from "./commands/snapshot.js";
import { compare } from "./compare.js";
import { convert } from "./convert/command.js";
import { doctor } from "./doctor.js";
import { exit } from "./exit.js";
import { inspect } from "./inspect.js";
import { fmt, lint } from "./kclText.js";
import { polish } from "./polish.js";
import { formatOfOutput, run } from "./run.js";
import type { SalonModelFlags } from "./salonModel/setting.js";
import type { Terminal } from "./terminal/terminal.js";

/** A conversion's time limit unless --timeout says otherwise, seconds. */
const defaultTimeoutS = 110;

const examples = `Examples:
  unbake convert part.step                 writes part.kcl, part.raw.kcl and part.certificate.json
  unbake convert archive/ -o kcl/ --jobs 4 converts every CAD file of a folder into a mirrored one
  unbake convert part.step --json          one line of JSON a file, nothing else on stdout
  unbake run part.kcl -o part.step         executes KCL and writes the solids
  unbake polish mine.kcl                   writes mine.polished.kcl, as a designer would write it
  unbake fmt part.kcl                      formats KCL in place
  unbake lint part.kcl                     what the official linter finds
  unbake compare part.step part.kcl        proves that two files are the same solid
  unbake inspect part.step                 what is in a CAD file
  unbake snapshot part.step --views iso,top draws part.iso.png and part.top.png
  unbake snapshot part.step --style line --section z   a section in lines, part.svg
  unbake doctor                            versions and a self-test
  unbake serve                             the service, with everything it needs
  unbake dataset upload ID archive/        a folder into a dataset of a service
`;

const exitHelp = `
Exit status: 0 all good, 1 some files failed, 2 usage, 3 input unreadable, 4 verification under --fail-under.
Data goes to stdout, everything else to stderr.`;

export interface Setting {
  /** For tests: a worker module instead of the real one. */
  readonly childModule?: string;
}

/** The version in this package's package.json. */
export function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Runs the command with the arguments after `unbake`; returns the exit status. */
export async function runProgram(argv: readonly string[], terminal: Terminal, setting: Setting = {}): Promise<number> {
  let status: number = exit.ok;
  const end = (result: Promise<number>) =>
    result.then((value) => {
      status = value;
    });
  const program = new Command("unbake")
    .description("Turns CAD files back into parametric KCL, proven against the original.")
    .version(version())
    .addHelpText("before", examples)
    .addHelpText("after", exitHelp)
    .showHelpAfterError("(see unbake --help)")
    .configureOutput({ writeOut: (text) => terminal.data(text), writeErr: (text) => terminal.note(text) })
    .exitOverride();

  addConvert(program, end, terminal, setting);
  addProgramCommands(program, end, terminal, setting);
  addFileCommands(program, end, terminal, setting);
  addServeCommands(program, end, terminal, { version: version(), ...setting });
  const org = addAccountCommands(program, end, terminal);
  addConversionCommands(program, end, terminal);
  // As `unbake dataset`, and under `zoo org dataset`'s own name.
  for (const parent of [program, org]) addConversionCommands(addDatasetCommands(parent, end, terminal), end, terminal);

  inherit(program);
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    if (error instanceof CommandError) {
      terminal.status(undefined);
      terminal.note(`unbake: ${error.message}`);
      return error.exitStatus;
    }
    throw error;
  }
  return status;
}

/** Both commands that make salon programs have them. */
const salonModelOption = [
  "--salon-model <url>",
  "ask this OpenAI-compatible endpoint for names and comments; it gets the text of the salon program",
] as const;
const salonModelNameOption = ["--salon-model-name <name>", "what the endpoint calls its model"] as const;

type End = (result: Promise<number>) => Promise<void>;

function addConvert(program: Command, end: End, terminal: Terminal, setting: Setting): void {
  program
    .command("convert")
    .description("convert CAD files to KCL: NAME.raw.kcl, NAME.kcl and NAME.certificate.json beside them or under DIR")
    .argument("<file|dir...>", "CAD files, or folders to walk for them")
    .option("-o, --output <dir>", "write under DIR; the folders of a walked folder are mirrored")
    .option("-j, --jobs <n>", "files at a time", count, availableParallelism())
    .option("--json", "one line of JSON a file on stdout", false)
    .option("--timeout <seconds>", "time limit of one file", positive, defaultTimeoutS)
    .option(
      "--best-effort",
      "exit with 0 also where a program only comes near the original (it is never called verified)",
      false,
    )
    .option("--fail-under <similarity>", "exit with 4 when a program's similarity (0 to 1) is less", share)
    .option("--keep-imports", "where only some solids are recovered, write a project that imports the others", false)
    .option(
      "--project",
      "where a file has several parts, also a project with a file for each: NAME.project/main.kcl",
      false,
    )
    .option(
      "--edits",
      "change each parameter of the salon program by 1, 10 and 20 %, and say what becomes of it",
      false,
    )
    .option("--raw-only", "only the raw program, no salon program", false)
    .option("--explain", "say what was tried, what it cost, why the winner won and where time went", false)
    .option("--trace <file>", "keep all of that as JSON in FILE")
    .option(...salonModelOption)
    .option(...salonModelNameOption)
    .addHelpText("before", `${pick("convert")}  unbake convert a.step b.stp --raw-only --fail-under 0.9999\n`)
    .action((args: string[], options: ConvertFlags) =>
      end(convert(args, { ...options, ...setting, version: version(), timeoutS: options.timeout }, terminal)),
    );
}

/** Commands about KCL. */
function addProgramCommands(program: Command, end: End, terminal: Terminal, setting: Setting): void {
  program
    .command("run")
    .description("execute a KCL file on the local engine")
    .argument("<file>", "a KCL file; it may import others of its folder")
    .addOption(
      new Option("-o, --output <file>", "write the solids: .step, .stl, .obj, .glb or .3mf").argParser(outputFile),
    )
    .option("--json", "measurements as one line of JSON", false)
    .option("--watch", "execute again whenever a file of its folder changes, until Ctrl-C", false)
    .addHelpText("before", pick("run"))
    .action((file: string, options: { output?: string; json: boolean; watch: boolean }) =>
      end(run(file, { ...options, ...setting }, terminal)),
    );

  program
    .command("polish")
    .description("write the salon program of a KCL file: the same solids as a designer would write them")
    .argument("<file>", "a KCL file; it may import others of its folder")
    .option("-o, --output <file>", "the program; NAME.polished.kcl beside the file by default")
    .option("--json", "one line of JSON, as of convert", false)
    .option("--timeout <seconds>", "time limit", positive, defaultTimeoutS)
    .option(
      "--edits",
      "change each parameter of the salon program by 1, 10 and 20 %, and say what becomes of it",
      false,
    )
    .option(...salonModelOption)
    .option(...salonModelNameOption)
    .addHelpText("before", pick("polish"))
    .action((file: string, options: PolishFlags) =>
      end(polish(file, { ...options, ...setting, timeoutS: options.timeout }, terminal)),
    );

  program
    .command("fmt")
    .description("format KCL files in place, as the official formatter does")
    .argument("<file...>", "KCL files")
    .option("--check", "write nothing, list the files that would change and exit with 1 when there are any", false)
    .addHelpText("before", pick("fmt"))
    .action((files: string[], options: { check: boolean }) => end(fmt(files, options, terminal)));

  program
    .command("lint")
    .description("print what the official linter finds in KCL files")
    .argument("<file...>", "KCL files")
    .option("--json", "one line of JSON a finding", false)
    .addHelpText("before", pick("lint"))
    .action((files: string[], options: { json: boolean }) => end(lint(files, options, terminal)));
}

/** Commands that look at files, and at this machine. */
function addFileCommands(program: Command, end: End, terminal: Terminal, setting: Setting): void {
  program
    .command("compare")
    .description("prove that two STEP or KCL files are the same solids")
    .argument("<a>", "the original")
    .argument("<b>", "what is compared with it")
    .option("--json", "the certificate's numbers as one line of JSON", false)
    .addHelpText("before", pick("compare"))
    .addHelpText("after", "\nExit status 0 when they are the same, 1 when not.")
    .action((a: string, b: string, options: { json: boolean }) =>
      end(compare(a, b, { ...options, ...setting }, terminal)),
    );

  program
    .command("inspect")
    .description("show what is in a CAD file")
    .argument("<file>")
    .option("--json", "as one line of JSON", false)
    .addHelpText("before", pick("inspect"))
    .action((file: string, options: { json: boolean }) => end(inspect(file, { ...options, ...setting }, terminal)));

  program
    .command("snapshot")
    .description("draw a CAD or KCL file")
    .argument("<file>")
    .addOption(
      new Option("-o, --output <file>", "the PNG or SVG file; NAME.png (.svg) beside the file by default").argParser(
        pictureFile,
      ),
    )
    .addOption(
      new Option("--style <style>", "shaded: pixels (PNG); line: a drawing without hidden lines (SVG)")
        .choices(pictureStyles)
        .default("shaded"),
    )
    .option("--section <plane>", "cut open at x, y or z, in the middle or at a place in mm: z, x=12.5", sectionPlane)
    .option(
      "--views <list>",
      "any of iso, front, right, top, back, left, bottom; several give NAME.VIEW.png",
      viewList,
      ["iso" as const],
    )
    .option("--size <pixels>", `side of the picture, ${sizeLimits.min} to ${sizeLimits.max}`, pictureSize, 1024)
    .addOption(new Option("--ground <ground>", "what is behind the bodies").choices(grounds).default("white"))
    .option("--json", "the files written as one line of JSON", false)
    .addHelpText("before", pick("snapshot"))
    .action((file: string, options: SnapshotFlags) => end(snapshot(file, { ...options, ...setting }, terminal)));

  program
    .command("doctor")
    .description("show versions and test every part that a conversion needs")
    .option("--json", "as one line of JSON", false)
    .addHelpText("before", pick("doctor"))
    .action((options: { json: boolean }) => end(doctor({ ...options, ...setting, version: version() }, terminal)));
}

/** Errors of subcommands, however deep, end in `runProgram` and not the process. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.exitOverride().copyInheritedSettings(parent);
    inherit(command);
  }
}

interface PolishFlags extends SalonModelFlags {
  readonly output?: string;
  readonly json: boolean;
  readonly timeout: number;
  readonly edits: boolean;
}

interface ConvertFlags extends SalonModelFlags {
  readonly output?: string;
  readonly jobs: number;
  readonly json: boolean;
  readonly timeout: number;
  readonly bestEffort: boolean;
  readonly keepImports: boolean;
  readonly project: boolean;
  readonly edits: boolean;
  readonly failUnder?: number;
  readonly rawOnly: boolean;
  readonly explain: boolean;
  readonly trace?: string;
}

interface SnapshotFlags {
  readonly output?: string;
  readonly views: readonly ViewName[];
  readonly size: number;
  readonly ground: Ground;
  readonly style: PictureStyle;
  readonly section?: SectionPlane;
  readonly json: boolean;
}

/** The examples of one command. */
function pick(command: string): string {
  const lines = examples.split("\n").filter((line) => line.startsWith(`  unbake ${command}`));
  return `Examples:\n${lines.join("\n")}\n`;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number of at least 1.");
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("It must be a number from 0 to 1.");
  return value;
}

function outputFile(text: string): string {
  if (formatOfOutput(text) === undefined)
    throw new InvalidArgumentError("Its name must end in .step, .stl, .obj, .glb or .3mf.");
  return text;
}

function pictureFile(text: string): string {
  if (!/\.(png|svg)$/i.test(text)) throw new InvalidArgumentError("Its name must end in .png or .svg.");
  return text;
}

function sectionPlane(text: string): SectionPlane {
  const plane = sectionOfText(text);
  if (!plane) throw new InvalidArgumentError("A section is x, y or z, or a place as in y=12.5.");
  return plane;
}

function viewList(text: string): readonly ViewName[] {
  const views = viewsOf(text);
  if (!views) throw new InvalidArgumentError("The views are iso, front, right, top, back, left and bottom.");
  return views;
}

function pictureSize(text: string): number {
  const value = Number(text);
  const { min, max } = sizeLimits;
  if (!Number.isInteger(value) || value < min || value > max)
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  return value;
}
