// Uploads of 1,000 files: in one request, and as the command line sends them.
import { randomBytes } from "node:crypto";

const files = 1000;
const fileBytes = 24_000;
const batchFiles = 50;
const lanes = 4;

export async function uploads(serve, say) {
  const headers = { authorization: `Bearer ${serve.token}` };
  const dataset = async (name) => {
    const body = JSON.stringify({ name, source: { provider: "zoo_managed" } });
    const answer = await fetch(`${serve.url}/org/datasets`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
    });
    return (await answer.json()).id;
  };
  const send = async (id, from, to) => {
    const form = new FormData();
    for (let i = from; i < to; i++) form.append("file", new Blob([stepFile(i)]), `lot-${i % 10}/part-${i}.step`);
    const answer = await fetch(`${serve.url}/org/datasets/${id}/uploads`, { method: "POST", headers, body: form });
    if (answer.status !== 202) throw new Error(`an upload was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()).queued_conversions;
  };
  const time = async (what, body) => {
    const id = await dataset(what);
    const began = performance.now();
    const queued = await body(id);
    const seconds = (performance.now() - began) / 1000;
    if (queued !== files) throw new Error(`${queued} conversions were queued, not ${files}`);
    say(`upload, ${what}: ${(files / seconds).toFixed(0)} files/s`);
    return {
      seconds: Math.round(seconds * 100) / 100,
      files_per_second: Math.round(files / seconds),
      mb_per_second: Math.round((files * fileBytes) / seconds / 1e5) / 10,
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
function stepFile(i) {
  const head = `ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('part-${i}','',(''),(''),'','','');\n`;
  const body = randomBytes((fileBytes - head.length) / 2).toString("hex");
  return head + body;
}
