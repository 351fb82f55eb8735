// The command in a process of its own, with the worker of the tests. Usage: main.mjs ARGUMENTS...
import { fileURLToPath } from "node:url";
import { runProgram } from "../../dist/program.js";
import { processTerminal } from "../../dist/terminal/terminal.js";

const childModule = fileURLToPath(new URL("./worker.mjs", import.meta.url));
process.exitCode = await runProgram(process.argv.slice(2), processTerminal(), { childModule });
