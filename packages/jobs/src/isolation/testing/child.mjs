// A worker that does on demand what real conversions do by accident. Runs on the built package, as real workers do.
import { randomUUID } from "node:crypto";
import { serveJobs } from "../../../dist/isolation/serve.js";

let retainedBytes = 0;
let tainted = false;
let jobs = 0;
const hoard = [];
/** Which process it is: in namespaces of their own all have the same number. */
const id = randomUUID();

async function handle(job, { checkpoint, scratch }) {
  jobs++;
  if (job.say) await checkpoint({ said: job.say });
  switch (job.do) {
    case "hang":
      for (;;);
    case "crash":
      throw new Error("a bug in the handler");
    case "die":
      process.stderr.write("fatal: last words\n");
      process.kill(process.pid, "SIGKILL");
      return new Promise(() => {});
    case "stop":
      // The one request to end that no child ignores.
      process.kill(process.pid, "SIGQUIT");
      return new Promise(() => {});
    case "be asked to stop":
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.kill(process.pid, signal);
      await new Promise((resolve) => setTimeout(resolve, 50));
      break;
    case "hoard":
      for (;;) hoard.push(Buffer.alloc(2 ** 24, 1));
    case "fill-heap":
      for (;;) hoard.push(Array.from({ length: 1e5 }, (_, i) => ({ i })));
    case "crash unless first":
      if (jobs > 1) process.kill(process.pid, "SIGKILL");
      break;
    case "crash, then hang":
      if (jobs > 1) process.kill(process.pid, "SIGKILL");
      for (;;);
    case "taint":
      tainted = true;
      break;
    case "grow":
      retainedBytes = 2 ** 40;
      break;
  }
  return { id, env: Object.keys(process.env), echo: job.echo, scratch };
}

serveJobs(async () => ({ handle, state: () => ({ retainedBytes, tainted }) }));
