import { addTo, UnbakeError } from "@unbake/ground";
import type { EngineManager, SourceRange } from "../interpreter/interpreter.js";
import { failureText, packBatchReply, packFailure, packReply, type Reply } from "./reply.js";
import type { Uuid } from "./uuid.js";

/** A modeling command as it arrives: `type` names it, the other fields are its own. */
export interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Request {
  readonly cmd: Command;
  readonly cmd_id: Uuid;
}

export type Handler = (id: Uuid, command: Command, range: SourceRange | undefined) => Reply;

interface CommandFailure {
  readonly error: UnbakeError;
  readonly range?: SourceRange;
}

export interface Session extends EngineManager {
  /** Commands executed so far, by type. */
  commands(): Readonly<Record<string, number>>;
  /** The first error that a command ended with, and the place of the statement that sent it. */
  failure(): CommandFailure | undefined;
}

const sourceRange = (value: unknown): SourceRange | undefined =>
  Array.isArray(value) && value.length === 3 ? (value as unknown as SourceRange) : undefined;

function rangesById(text: string): ReadonlyMap<string, SourceRange> {
  const parsed: unknown = text ? JSON.parse(text) : {};
  const found = new Map<string, SourceRange>();
  if (typeof parsed !== "object" || parsed === null) return found;
  for (const [key, value] of Object.entries(parsed)) {
    const range = sourceRange(value);
    if (range) found.set(key, range);
  }
  return found;
}

/**
 * An engine manager that answers each request with `handle`, in order, and remembers the first failure. `check` throws when the execution is
 * to end.
 */
export function startSession(handle: Handler, check: () => void = () => undefined): Session {
  const commands = new Map<string, number>();
  let failure: CommandFailure | undefined;

  const run = (request: Request, range: SourceRange | undefined): Reply => {
    try {
      check();
      const reply = handle(request.cmd_id, request.cmd, range);
      check();
      addTo(commands, request.cmd.type);
      return reply;
    } catch (thrown) {
      const error =
        thrown instanceof UnbakeError ? thrown : new UnbakeError("internal", String(thrown), { cause: thrown });
      failure ??= { error, ...(range ? { range } : {}) };
      throw failureText(request.cmd_id, `${request.cmd.type}: ${error.message}`);
    }
  };

  const answer = (commandText: string, rangeText: string, rangesText: string): Uint8Array => {
    const message = JSON.parse(commandText) as { readonly type: string } & Record<string, unknown>;
    const ranges = rangesById(rangesText);
    const overall = sourceRange(rangeText ? JSON.parse(rangeText) : undefined);
    if (message.type === "modeling_cmd_req") {
      const request = message as unknown as Request;
      return packReply(request.cmd_id, run(request, ranges.get(request.cmd_id) ?? overall));
    }
    if (message.type === "modeling_cmd_batch_req") {
      const { requests, batch_id } = message as unknown as { requests: readonly Request[]; batch_id: Uuid };
      const replies = new Map<Uuid, Reply>();
      for (const request of requests) replies.set(request.cmd_id, run(request, ranges.get(request.cmd_id) ?? overall));
      return packBatchReply(batch_id, replies);
    }
    throw failureText("00000000-0000-0000-0000-000000000000", `message ${message.type} is not a modeling command`);
  };

  return {
    commands: () => Object.fromEntries(commands),
    failure: () => failure,
    startNewSession: () => Promise.resolve(),
    fireModelingCommandFromWasm(_id, range, command, ranges) {
      try {
        return answer(command, range, ranges);
      } catch (thrown) {
        // `failure` keeps what went wrong: the execution asks at its end, for the interpreter may never look at the reply.
        return packFailure(String(thrown));
      }
    },
    // The executor runs synchronously so that a throw becomes the rejection that the interpreter expects: a JSON text.
    sendModelingCommandFromWasm: (_id, range, command, ranges) =>
      new Promise((resolve) => resolve(answer(command, range, ranges))),
  };
}
