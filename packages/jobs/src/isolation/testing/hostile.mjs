// A worker whose job is to break out. Answers with what each attempt came to: "through: ..." or the error's code.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { serveJobs } from "../../../dist/isolation/serve.js";

const patienceMs = 1500;

const attempt = (body) => {
  try {
    return `through: ${body()}`;
  } catch (error) {
    return error.code ?? error.message;
  }
};

function dial(to) {
  return new Promise((resolve) => {
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    const socket = connect(to);
    socket.setTimeout(patienceMs, () => end("TIMEOUT"));
    socket.on("connect", () => end("through: connected"));
    socket.on("error", (error) => end(error.code));
  });
}

/** Whether it arrives only the parent knows. */
function throwPacket(port) {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.on("error", (error) => resolve(error.code));
    socket.send("packet", port, "127.0.0.1", (error) => {
      socket.close();
      resolve(error?.code ?? "sent");
    });
  });
}

function fork() {
  return new Promise((resolve) => {
    try {
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
      child.on("error", (error) => resolve(error.code));
      child.on("spawn", () => resolve("through: started"));
    } catch (error) {
      resolve(error.code);
    }
  });
}

const statusField = (name) =>
  new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))?.[1];

async function handle(job, { scratch, files }) {
  if (job.rest) return "rested";
  const read = (file) => attempt(() => readFileSync(file, "utf8").length);
  const write = (file) => attempt(() => writeFileSync(file, "was here"));
  const killed = (pid) => attempt(() => process.kill(pid, 0));
  return {
    "tcp to this machine": await dial({ host: "127.0.0.1", port: job.tcp }),
    "tcp to the machine's address": await dial({ host: job.address, port: job.tcp }),
    "tcp elsewhere": await dial({ host: "192.0.2.1", port: 9 }),
    "unix socket": await dial({ path: job.unix }),
    udp: await throwPacket(job.udp),
    "the secrets of the machine": read("/etc/shadow"),
    "the accounts of the machine": read("/etc/passwd"),
    "the home folder": attempt(() => readdirSync(job.home)),
    "a file of the home folder": read(path.join(job.home, "secret")),
    "the data folder": read(path.join(job.data, "secret")),
    "a file through the parent": attempt(() => files.read(path.join(job.home, "secret"))),
    "the file of its job": attempt(() => files.read(job.granted).length),
    "the room of a sibling": attempt(() => readdirSync(job.sibling)),
    "write to the room of a sibling": write(path.join(job.sibling, "note")),
    "write its scratch": write(path.join(scratch, "note")),
    "write to the data folder": write(path.join(job.data, "note")),
    "write to our code": write(path.join(job.code, "note.tmp")),
    "write to the root": write("/note"),
    "environment of the parent": read(`/proc/${job.parent}/environ`),
    "memory of the parent": attempt(() => openSync(`/proc/${job.parent}/mem`, "r+")),
    "memory of a sibling": attempt(() => openSync(`/proc/${job.siblingPid}/mem`, "r+")),
    "its own environment": process.env.UNBAKE_TEST_SECRET ?? "nothing",
    "signal the parent": killed(job.parent),
    "signal a sibling": killed(job.siblingPid),
    "become root": attempt(() => process.setuid(job.uid)),
    rights: attempt(() => statusField("CapEff")),
    "new rights": attempt(() => statusField("NoNewPrivs")),
    fork: await fork(),
  };
}

serveJobs(async () => ({ handle, state: () => ({ retainedBytes: 0, tainted: false }) }));
