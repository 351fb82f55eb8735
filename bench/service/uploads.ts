// Uploads of 1,000 files: in one request, and as the command line sends them.
import { randomBytes } from "node:crypto";
import { rounded } from "../runner/numbers.js";
import type { Serve } from "./process.js";

const files = 1000;
const fileBytes = 24_000;
const batchFiles = 50;
const lanes = 4;

export async function uploads(serve: Serve, say: (text: string) => void) {
  const headers = { authorization: `Bearer ${serve.token}` };
  const dataset = async (name: string) => {
    const body = JSON.stringify({ name, source: { provider: "zoo_managed" } });
    const answer = await fetch(`${serve.url}/org/datasets`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
    });
    return ((await answer.json()) as { readonly id: string }).id;
  };
  const send = async (id: string, from: number, to: number) => {
    const form = new FormData();
    for (let i = from; i < to; i++) form.append("file", new Blob([stepFile(i)]), `lot-${i % 10}/part-${i}.step`);
    const answer = await fetch(`${serve.url}/org/datasets/${id}/uploads`, { method: "POST", headers, body: form });
    if (answer.status !== 202) throw new Error(`an upload was answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { readonly queued_conversions: number }).queued_conversions;
  };
  const time = async (what: string, body: (id: string) => Promise<number>) => {
    const id = await dataset(what);
    const began = performance.now();
    const queued = await body(id);
    const seconds = (performance.now() - began) / 1000;
    if (queued !== files) throw new Error(`${queued} conversions were queued, not ${files}`);
    say(`upload, ${what}: ${(files / seconds).toFixed(0)} files/s`);
    return {
      seconds: rounded(seconds, 2),
      files_per_second: Math.round(files / seconds),
      mb_per_second: rounded((files * fileBytes) / seconds / 1e6, 1),
    };
  };
  return {
    files,
    file_bytes: fileBytes,
    one_request: await time("one request", (id) => send(id, 0, files)),
    batches: await time("batches", async (id) => {
      let next = 0;
      let queued = 0;
      const lane = async () => {
        while (next < files) {
          const from = next;
          next += batchFiles;
          const more = await send(id, from, Math.min(files, from + batchFiles));
          queued += more;
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      return queued;
    }),
  };
}

/** Of the size of a small part's file; no two are the same. */
function stepFile(i: number): string {
  const head = `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('part-${i}','',(''),(''),'','','');\n`;
  const body = randomBytes((fileBytes - head.length) / 2).toString("hex");
  return head + body;
}
