/** Ends of a command that its user can mend, with the exit status that says which kind it is. */
import { exit } from "../exit.js";

/** Told in one line, without a trace. */
export class CommandError extends Error {
  readonly exitStatus: number;
  constructor(exitStatus: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandError";
    this.exitStatus = exitStatus;
  }
}

/** The command was typed wrongly. */
export const usage = (message: string) => new CommandError(exit.usage, message);
