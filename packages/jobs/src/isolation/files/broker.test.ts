import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Duplex, duplexPair } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "./broker.js";
import { type Answer, type Ask, headerOf } from "./frames.js";

let folder = "";
let child: Duplex;
let broker: Broker;
let breaches = 0;
const at = (name: string) => path.join(folder, "job", name);
const digest = "a".repeat(64);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "unbake-files-"));
  for (const sub of ["job/parts", "job/.ssh", "other", "store"])
    await mkdir(path.join(folder, sub), { recursive: true });
  const files = {
    "job/main.cad": "the file itself",
    "job/part.STP": "a part",
    "job/parts/nut.step": "a nut",
    "job/odd.name": "x ISO-10303-21; and so on",
    "job/notes.txt": "private",
    "job/id_rsa": "private",
    "job/.hidden.step": "private",
    "job/.ssh/key.step": "private",
    "other/part.step": "another's",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await symlink(path.join(folder, "other/part.step"), at("link.step"));
  await symlink(path.join(folder, "job/notes.txt"), at("disguised.step"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(() => {
  const [ours, theirs] = duplexPair();
  child = theirs;
  breaches = 0;
  broker = startBroker(ours, () => breaches++);
  broker.grant({ files: [at("main.cad")], folders: [path.join(folder, "job")], store: path.join(folder, "store") });
});

function send(ask: Ask, body = ""): void {
  child.write(Buffer.concat([headerOf(ask), Buffer.from(body)]));
}

async function receive(length: number): Promise<Buffer> {
  for (;;) {
    const bytes = child.read(length) as Buffer | null;
    if (bytes) return bytes;
    await new Promise((resolve) => child.once("readable", resolve));
  }
}

async function hear(): Promise<{ header: Answer; text: string }> {
  const length = (await receive(4)).readUInt32LE();
  const header = JSON.parse((await receive(length)).toString()) as Answer;
  return { header, text: header.bytes > 0 ? (await receive(header.bytes)).toString() : "" };
}

async function read(file: string): Promise<string> {
  send({ ask: "read", path: file, bytes: 0 });
  const { header, text } = await hear();
  return header.error?.code ?? text;
}

describe("the broker", () => {
  it.each([
    ["main.cad", "the file itself"],
    ["part.STP", "a part"],
    ["parts/nut.step", "a nut"],
    ["odd.name", "x ISO-10303-21; and so on"],
    ["notes.txt", "ERR_NOT_GRANTED"],
    ["id_rsa", "ERR_NOT_GRANTED"],
    [".hidden.step", "ERR_NOT_GRANTED"],
    [".ssh/key.step", "ERR_NOT_GRANTED"],
    ["../other/part.step", "ERR_NOT_GRANTED"],
    ["link.step", "ERR_NOT_GRANTED"],
    ["disguised.step", "ERR_NOT_GRANTED"],
    ["/etc/passwd", "ERR_NOT_GRANTED"],
    ["/dev/null", "ERR_FILE"],
    ["gone.step", "ENOENT"],
  ])("read %s: %s", async (name, expected) => {
    expect(await read(path.resolve(at("."), name))).toBe(expected);
  });

  it("gives nothing between jobs", async () => {
    broker.grant({ files: [], folders: [] });
    expect(await read(at("main.cad"))).toBe("ERR_NOT_GRANTED");
  });

  it("lists a folder of the job, no other, and only what may be read by its name", async () => {
    send({ ask: "list", path: path.join(folder, "job"), bytes: 0 });
    expect([...((await hear()).header.names ?? [])].sort()).toEqual([
      ".hidden.step",
      "disguised.step",
      "link.step",
      "part.STP",
    ]);
    send({ ask: "list", path: path.join(folder, "other"), bytes: 0 });
    expect((await hear()).header.error?.code).toBe("ERR_NOT_GRANTED");
  });

  it("keeps entries of the store under digests only", async () => {
    send({ ask: "find", name: digest, bytes: 0 });
    expect((await hear()).header.found).toBeUndefined();
    send({ ask: "keep", name: digest, bytes: 4 }, "tree");
    await hear();
    send({ ask: "find", name: digest, bytes: 0 });
    expect((await hear()).text).toBe("tree");
    for (const name of ["../job/part.STP", "a", digest.toUpperCase()]) {
      send({ ask: "keep", name, bytes: 4 }, "evil");
      expect((await hear()).header.error?.code).toBe("ERR_NOT_GRANTED");
    }
    expect(await readdir(path.join(folder, "store"))).toEqual([digest]);
  });

  it.each([
    ["a length that is absurd", Buffer.from([255, 255, 255, 255])],
    ["no JSON", Buffer.from([1, 0, 0, 0, 123])],
    ["no path", headerOf({ ask: "read", bytes: 0 } as unknown as Ask)],
    ["a body that is too large", headerOf({ ask: "keep", name: digest, bytes: 2 ** 30 })],
    ["a negative body", headerOf({ ask: "keep", name: digest, bytes: -1 })],
  ])("gives up a child that sends %s", async (_, bytes) => {
    child.write(bytes);
    await expect.poll(() => breaches).toBe(1);
  });
});
