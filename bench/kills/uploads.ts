// Files into the service, whatever becomes of it meanwhile.
import { setTimeout as sleep } from "node:timers/promises";
import type { Wanted } from "./checkEnd.js";
import { realFiles, scriptedFiles } from "./files.js";
import type { Fleet } from "./fleet.js";

export const uploadBatch = 25;
const scriptedPhaseMs = 40;
const retries = 600;

export interface Uploads {
  /** Everything that was sent so far. */
  readonly files: readonly Wanted[];
  /** Uploads so many more files, in batches, each again until it is answered: the service may be killed meanwhile. */
  add(count: number): Promise<void>;
}

/** Makes a dataset for them. `scripted`: for the tests' child. */
export async function startUploads(fleet: Fleet, scripted: boolean): Promise<Uploads> {
  const request = { name: "kills", source: { provider: "zoo_managed" } };
  const headers = { "content-type": "application/json" };
  const { id } = (await call(fleet, "/org/datasets", () => ({ body: JSON.stringify(request), headers }))) as {
    readonly id: string;
  };
  const files: Wanted[] = [];
  return {
    files,
    async add(count) {
      const [from, to] = [files.length, files.length + count];
      const made = scripted ? scriptedFiles(from, to, scriptedPhaseMs) : await realFiles(from, to);
      for (let i = 0; i < made.length; i += uploadBatch) {
        const batch = made.slice(i, i + uploadBatch);
        files.push(...batch.map(({ name, status }) => ({ name, status })));
        await call(fleet, `/org/datasets/${id}/uploads`, () => {
          const form = new FormData();
          for (const { name, bytes } of batch) form.append("files", new Blob([bytes]), name);
          return { body: form };
        });
      }
    },
  };
}

/** The service refused a request: asking again would change nothing. */
class Refused extends Error {}

/** Posts, again until the service answers; each time with a body of its own. */
async function call(fleet: Fleet, at: string, made: () => RequestInit): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    try {
      const { body = null, headers } = made();
      const response = await fetch(fleet.host + at, {
        method: "POST",
        headers: { authorization: `Bearer ${fleet.token}`, ...(headers as Record<string, string> | undefined) },
        body,
      });
      if (response.ok) return await response.json();
      if (response.status < 500) throw new Refused(`POST ${at}: ${await response.text()}`);
    } catch (error) {
      if (error instanceof Refused || tries > retries) throw error;
    }
    await sleep(200);
  }
}
