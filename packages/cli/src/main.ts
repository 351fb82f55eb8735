#!/usr/bin/env node
/** The `unbake` command. */
import { runProgram } from "./program.js";
import { processTerminal } from "./terminal/terminal.js";

const terminal = processTerminal();
try {
  process.exitCode = await runProgram(process.argv.slice(2), terminal);
} catch (error) {
  terminal.status(undefined);
  terminal.note(`unbake: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
