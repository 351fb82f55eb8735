/** What cannot be undone is asked for, or said with a flag. */
import type { Command } from "commander";
import { Option } from "commander";
import { exit } from "../exit.js";
import type { Terminal } from "../terminal/terminal.js";
import { CommandError, usage } from "./errors.js";

export interface ConfirmFlags {
  readonly yes?: boolean;
  readonly confirm?: boolean;
}

/** Adds `--yes`; `--confirm` is Zoo's name for it. */
export function addYes(command: Command): Command {
  return command.option("-y, --yes", "do not ask").addOption(new Option("--confirm", "the same as --yes").hideHelp());
}

/**
 * Returns when the user wants it.
 * @throws CommandError when not, or when there is neither a terminal to ask on nor `--yes`
 */
export async function confirm(terminal: Terminal, flags: ConfirmFlags, question: string): Promise<void> {
  if (flags.yes || flags.confirm) return;
  const answer = await terminal.ask(`${question} [y/N] `);
  if (answer === undefined) throw usage(`${question} Nobody is there to ask: say --yes`);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(exit.someFailed, "nothing was done");
}
