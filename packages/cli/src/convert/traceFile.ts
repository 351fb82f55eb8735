/** `unbake convert --trace FILE`: one JSON document with the search of every file; the schema is docs/trace.md. */
import { randomUUID } from "node:crypto";
import { appendFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { UnbakeError } from "@unbake/ground";
import type { Conversion, SearchTrace } from "@unbake/recover";
import { fileReason, isFileError } from "../fileError.js";

const traceFileSchema = "unbake-trace/1";

export interface TraceFile {
  add(file: string, conversion: Conversion): Promise<void>;
  /** Puts the document in its place; until then it has another name. */
  close(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** A trace document that grows file by file, so that a batch of any length can be traced. @throws UnbakeError "unwritable" */
export async function openTraceFile(target: string, version: string): Promise<TraceFile> {
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
  const guarded = async (write: Promise<void>): Promise<void> => {
    try {
      await write;
    } catch (error) {
      if (!isFileError(error)) throw error;
      throw new UnbakeError("unwritable", `${target}: ${fileReason(error)}`, { cause: error });
    }
  };
  await guarded(writeFile(temporary, `{"schema":"${traceFileSchema}","unbake":${JSON.stringify(version)},"files":[`));
  let count = 0;
  // Files of a batch end in any order, two at once: each is written whole before the next.
  let previous: Promise<void> = Promise.resolve();
  return {
    add(file, conversion) {
      previous = previous.then(() =>
        guarded(appendFile(temporary, `${count++ > 0 ? "," : ""}\n${JSON.stringify(recordOf(file, conversion))}`)),
      );
      return previous;
    },
    async close() {
      await previous;
      await guarded(appendFile(temporary, "\n]}\n"));
      await guarded(rename(temporary, target));
    },
    async abandon() {
      await rm(temporary, { force: true });
    },
  };
}

function recordOf(file: string, conversion: Conversion) {
  const { status, code, message, timings, trace, raw, salon } = conversion;
  return {
    file,
    status,
    code: code ?? null,
    message: message ?? null,
    timings_ms: timings,
    raw: raw ? programOf(raw.proof) : null,
    salon: salon ? programOf(salon.proof) : null,
    search: trace ? searchOf(trace) : null,
  };
}

const programOf = ({ verified, exact, features, similarity }: NonNullable<Conversion["raw"]>["proof"]) => ({
  verified,
  exact,
  features,
  similarity,
});

/** The spelling of JSON lines: `cpuMs` becomes `cpu_ms`. */
function searchOf({ events, dropped }: SearchTrace) {
  return { dropped, events: events.map(({ cpuMs, ...event }) => ({ ...event, cpu_ms: cpuMs })) };
}
