/** Text that a client sends and the database does not hold is refused with the name of the field; nothing is changed on the way. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { ask, startTestApi, type TestApi } from "./testing/api.fixture.js";

let api: TestApi;
let token = "";
let dataset = "";

beforeAll(async () => {
  api = await startTestApi();
  token = (await api.organization("unstorable")).admin;
  const made = await send("POST", "/org/datasets", "create_org_dataset", {
    name: "bolt \u{1f529}",
    source: { provider: "zoo_managed" },
  });
  expect(made.body.name).toBe("bolt \u{1f529}");
  dataset = made.body.id;
}, 120_000);
afterAll(async () => api?.close());

function send(method: string, path: string, operation: string, body: object) {
  const headers = { "content-type": "application/json" };
  return ask(`${api.url}${path}`, token, operation, { method, headers, body: JSON.stringify(body) });
}

const source = { provider: "s3", uri: "s3://bucket/x", access_role_arn: "arn:aws:iam::123456789012:role/x" };
const nowhere = "00000000-0000-4000-8000-000000000000";

const fields = [
  ["POST", "", "create_org_dataset", "name", (bad: string) => ({ name: bad, source })],
  ["POST", "", "create_org_dataset", "description", (bad: string) => ({ name: "n", description: bad, source })],
  [
    "POST",
    "",
    "create_org_dataset",
    "uri",
    (bad: string) => ({ name: "n", source: { ...source, uri: `s3://b/${bad}` } }),
  ],
  ["PUT", "/ID", "update_org_dataset", "name", (bad: string) => ({ name: bad })],
  ["PUT", "/ID", "update_org_dataset", "description", (bad: string) => ({ description: bad })],
  ["PUT", `/ID/conversions/${nowhere}/override`, "x:set_override", "kcl", (bad: string) => ({ kcl: bad })],
] as const;

it.each(fields.flatMap((field) => ["a\u0000b", "a\ud800b", "\udfff"].map((bad) => [...field, bad] as const)))(
  "%s %s (%s): %s",
  async (method, path, operation, field, bodyOf, bad) => {
    const own = path.includes("override") ? "/x/datasets" : "/org/datasets";
    const answer = await send(method, `${own}${path.replace("ID", dataset)}`, operation, bodyOf(bad));
    expect([answer.status, answer.body.error_code]).toEqual([400, "bad_body"]);
    expect(answer.body.message).toContain(field);
  },
);

it("of queries as well", async () => {
  const answer = await ask(
    `${api.url}/org/datasets/${dataset}/conversions?q=a%00`,
    token,
    "list_org_dataset_conversions",
  );
  expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining("q")]);
});
