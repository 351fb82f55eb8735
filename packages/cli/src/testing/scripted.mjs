// The command in a process of its own, whose services and workers do as a file says instead of converting it (see the service's
// testing/pipelineChild.mjs). Usage: scripted.mjs ARGUMENTS...
import { fileURLToPath } from "node:url";
import { runProgram } from "../../dist/program.js";
import { processTerminal } from "../../dist/terminal/terminal.js";

const childModule = fileURLToPath(new URL("../../../service/src/testing/pipelineChild.mjs", import.meta.url));
process.exitCode = await runProgram(process.argv.slice(2), processTerminal(), { childModule });
