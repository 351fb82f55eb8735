import { UnbakeError } from "@unbake/ground";
import { expect, it } from "vitest";
import { conditionOf } from "./condition.js";

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
const answered = (httpStatusCode: number, name = "Unknown") =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

it.each([
  ["full", coded("ENOSPC")],
  ["full", coded("EDQUOT")],
  ["full", coded("53100")],
  ["full", answered(507)],
  ["full", answered(403, "QuotaExceeded")],
  ["full", new UnbakeError("unreadable", "no room", { cause: coded("ENOSPC") })],
  ["read_only", coded("EROFS")],
  ["read_only", coded("EACCES")],
  ["too_many_files", coded("EMFILE")],
  ["too_many_files", coded("EAGAIN")],
  ["storage_away", coded("ECONNREFUSED", { $metadata: { attempts: 3 } })],
  ["storage_away", answered(500)],
  ["storage_away", answered(503, "SlowDown")],
  ["storage_away", answered(403, "InvalidAccessKeyId")],
  ["storage_away", answered(404, "NoSuchBucket")],
  ["storage_away", Object.assign(new Error("slow"), { name: "TimeoutError" })],
  ["storage_away", Object.assign(new Error("none"), { name: "CredentialsProviderError" })],
  ["database_away", coded("ECONNREFUSED")],
  ["database_away", coded("57P01")],
  ["database_away", coded("25006")],
  [undefined, answered(404, "NoSuchKey")],
  [undefined, answered(412)],
  [undefined, coded("ENOENT")],
  [undefined, coded("23505")],
  [undefined, new UnbakeError("truncated", "line 3")],
  [undefined, new Error("anything else")],
  [undefined, "a text"],
] as const)("%s: %s", (condition, error) => {
  expect(conditionOf(error)).toBe(condition);
});
