// A worker that answers by what a file says instead of converting it: the tests of the command choose each file's fate.
import { serveJobs } from "../../../jobs/dist/isolation/serve.js";

const proof = {
  verified: true,
  exact: true,
  approximate: false,
  method: "matching",
  similarity: 1,
  volumeError: 0,
  areaError: 0,
  centroidErrorMm: 0,
  maxDeviationMm: 0,
  deltaMm: 0.001,
  solids: { original: 1, result: 1 },
  faces: { original: 6, result: 6, matched: 6 },
  unmatchedOriginal: [],
  unmatchedResult: [],
  approximateFaces: [],
  reasons: [],
  sha256: "",
  bytes: 9,
  features: 1,
  featureCounts: { extrude: 1 },
};
const certificate = { schema: "unbake-certificate/1", warnings: [] };

async function convert(job, context) {
  const text = new TextDecoder().decode(context.files.read(job.path));
  const raw = { kcl: `// raw of ${text}\n`, proof };
  const salon = { kcl: `// salon of ${text}\n`, proof, parameters: 1, constraints: 2, fallback: false };
  const success = { status: "success", solids: 1, faces: 6, raw, certificate, warnings: [], timings: {} };
  const unverified = { kcl: raw.kcl, proof: { ...proof, verified: false, exact: false, similarity: 0.9 } };
  const near = {
    ...success,
    status: "error_unsupported",
    code: "not_recovered",
    message: "no search",
    raw: unverified,
  };
  switch (text.trim()) {
    case "hang":
      for (;;);
    case "crash":
      process.kill(process.pid, "SIGSEGV");
      return new Promise(() => {});
    case "hang in search":
      if (job.search === false) return near;
      for (;;);
    case "hang in salon":
      await context.checkpoint({ kind: "convert", conversion: success });
      for (;;);
    case "slow":
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      break;
    case "mismatch":
      return {
        ...success,
        status: "error_unsupported",
        code: "geometry_mismatch",
        message: "face 3 is missing",
        raw: unverified,
      };
    case "broken":
      return {
        status: "error_user",
        code: "truncated",
        message: "the file is truncated: line 3",
        warnings: [],
        timings: {},
      };
    case "chatty":
      console.log("the kernel says hello");
      break;
  }
  return job.rawOnly ? success : { ...success, salon };
}

serveJobs(async () => ({
  handle: async (job, context) => ({ kind: "convert", conversion: await convert(job, context) }),
  state: () => ({ retainedBytes: 0, tainted: false }),
}));
