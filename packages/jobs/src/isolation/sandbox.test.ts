/**
 * A hostile child really tries to break out (testing/hostile.mjs), as whoever runs the tests and, as root, as somebody else too. Where this machine does not
 * have a layer the test says so on stderr: then it proves nothing about it.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { describeIsolation, type Isolation, isFull, sandboxFor } from "./sandbox/index.js";

type Attempts = Readonly<Record<string, string>>;

interface Report {
  readonly missing?: readonly string[];
  readonly isolation: Isolation;
  readonly outcome: { readonly kind: string; readonly result: Attempts; readonly detail?: string };
  /** Packets that the parent got. */
  readonly packets: number;
  /** Processes that the child has left behind. */
  readonly left: number;
}

const isRoot = process.getuid?.() === 0;
const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"];
const attackScript = fileURLToPath(new URL("./testing/attack.mjs", import.meta.url));

/** Undefined, after a loud word, where the layer is not to be had. */
function attack(layer: string, who: string, permissions: boolean): Report | undefined {
  const command = [process.execPath, attackScript, layer, String(permissions)];
  const [file = "", ...args] = who === "nobody" ? ["setpriv", ...nobody, ...command] : command;
  const report = JSON.parse(execFileSync(file, args, { encoding: "utf8", timeout: 50_000 })) as Report;
  if (!report.missing) return report;
  console.error(`NOT TESTED: isolation by ${layer} as ${who}: ${report.missing.join("; ")}`);
  return undefined;
}

const through = (attempts: Attempts): string[] =>
  Object.keys(attempts).filter((name) => attempts[name]?.startsWith("through"));

/** What every child may do, and what tells of its rights. */
const allowed = ["the file of its job", "write its scratch", "rights", "new rights"];
const files = [
  "the secrets of the machine",
  "the accounts of the machine",
  "the home folder",
  "a file of the home folder",
  "the data folder",
  "the room of a sibling",
  "write to the room of a sibling",
  "write to the data folder",
  "write to our code",
  "write to the root",
  "environment of the parent",
  "memory of the parent",
  "memory of a sibling",
];
const people = isRoot ? ["root", "nobody"] : ["we"];

describe.each(people)("a hostile child of %s", (who) => {
  it.each(["namespaces", "bubblewrap"])("gets through nothing by %s alone", (layer) => {
    const report = attack(layer, who, false);
    if (!report) return;
    expect(report.outcome.kind, report.outcome.detail).toBe("done");
    const attempts = report.outcome.result;
    // A process of its own is in the same prison, and dies with it.
    const mayBecomeItself = who === "root" ? [] : ["become root"];
    expect(through(attempts).filter((name) => ![...allowed, ...mayBecomeItself].includes(name))).toEqual(["fork"]);
    expect(through(attempts)).toEqual(expect.arrayContaining(["the file of its job", "write its scratch"]));
    expect(attempts).toMatchObject({ rights: "through: 0000000000000000", "new rights": "through: 1" });
    expect(attempts["its own environment"]).toBe("nothing");
    expect([report.packets, report.left]).toEqual([0, 0]);
    expect(isFull(report.isolation)).toBe(true);
  });

  it("gets through nothing by namespaces and node's permissions together", () => {
    const report = attack("namespaces", who, true);
    if (!report?.isolation.permissions) return;
    const attempts = report.outcome.result;
    expect(
      through(attempts)
        .filter((name) => name !== "become root")
        .sort(),
    ).toEqual(["the file of its job", "write its scratch"].sort());
  });

  it("without any help of the system gets no file, no process and no secret, and is not called isolated", () => {
    const report = attack("none", who, true);
    if (!report?.isolation.permissions) {
      console.error("NOT TESTED: this node has no permissions");
      return;
    }
    const attempts = report.outcome.result;
    for (const name of [...files, "fork", "a file through the parent"])
      expect([name, attempts[name]]).toEqual([name, expect.stringMatching(/^ERR_/)]);
    expect(attempts["its own environment"]).toBe("nothing");
    expect(isFull(report.isolation)).toBe(false);
    expect(describeIsolation(report.isolation)).toContain("THE NETWORK IS OPEN");
    // What the words say: the attempts are real.
    expect(attempts["tcp to this machine"]).toBe("through: connected");
    expect(report.packets).toBe(1);
  });

  it.runIf(who === "root")("as another account touches nothing of ours, and no sibling", () => {
    const report = attack("account", who, false);
    if (!report) return;
    const attempts = report.outcome.result;
    const kept = ["the secrets of the machine", "write to our code", "write to the root", "environment of the parent"];
    const others = [
      "memory of the parent",
      "memory of a sibling",
      "signal the parent",
      "signal a sibling",
      "become root",
    ];
    for (const name of [...kept, ...others])
      expect([name, attempts[name]]).toEqual([name, expect.stringMatching(/^E/)]);
    expect(attempts).toMatchObject({ rights: "through: 0000000000000000", "new rights": "through: 1" });
  });
});

describe("the sandbox of this machine", () => {
  let isolation: Isolation;
  beforeAll(() => {
    isolation = sandboxFor(fileURLToPath(new URL("./testing/child.mjs", import.meta.url))).isolation;
    if (!isFull(isolation)) console.error(`NOT ISOLATED: ${describeIsolation(isolation)}`);
  });

  it("says why it is not better than it is", () => {
    expect(isFull(isolation) || isolation.missing.length > 0 || process.platform !== "linux").toBe(true);
  });

  it("is refused where it is required and there is none", () => {
    const module = fileURLToPath(new URL("./testing/hostile.mjs", import.meta.url));
    if (isFull(isolation)) expect(sandboxFor(module, "require").isolation.by).toBe(isolation.by);
    else expect(() => sandboxFor(module, "require")).toThrow("cannot be isolated");
    expect(sandboxFor(module, "off").isolation).toMatchObject({ by: "none", missing: [] });
  });
});
