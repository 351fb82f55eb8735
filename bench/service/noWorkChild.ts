// A child process that takes conversions and has nothing to do.
import { serveJobs } from "@unbake/jobs/isolation";

const handle = async () => ({ kind: "pipelineDone", warnings: [] });
serveJobs(async () => ({ handle, state: () => ({ retainedBytes: 0, tainted: false }) }));
