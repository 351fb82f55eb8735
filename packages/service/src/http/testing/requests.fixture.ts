/** Random requests over all operations: mostly sensible, with something wrong in each. */
import fc from "fast-check";

export interface Ids {
  readonly datasets: readonly string[];
  readonly conversions: readonly string[];
  /** Page tokens that the service gave out; the generator takes some and bends others. */
  readonly pageTokens: readonly string[];
}

export interface RandomRequest {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly token: "admin" | "member" | "none" | "bad";
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const nasty = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "\u0000",
    "%",
    "%00",
    "'; DROP TABLE conversions; --",
    "../..",
    "\ud800",
    "null",
    "-1",
    "0",
    "1e9",
    "NaN",
    "💥",
    "a".repeat(3000),
  ),
);
const nastyJson = fc.oneof(fc.jsonValue({ maxDepth: 3 }), nasty, fc.constant(null), fc.integer(), fc.boolean());

const statuses = [
  "queued",
  "canceled",
  "in_progress",
  "success",
  "error_user",
  "error_unsupported",
  "error_internal",
  "error_execution",
  "nonsense",
];
const phases = ["queued", "salon", "completed", "manual_kcl_override", "nonsense"];
const sorts = ["created_at", "updated_at", "status", "phase", "name"].flatMap((key) => [
  `${key}_ascending`,
  `${key}_descending`,
]);

/** One generator for all requests about these ids. */
export function randomRequests(ids: Ids): fc.Arbitrary<RandomRequest> {
  const someId = (known: readonly string[]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: nasty },
    );
  const pageToken = fc.oneof(
    fc.constantFrom("", ...ids.pageTokens),
    nasty,
    fc.constantFrom(...ids.pageTokens, "x").map((token) => `${token.slice(0, -2)}xx`),
  );
  const parameter = fc.oneof(
    fc.tuple(fc.constant("limit"), fc.oneof(fc.integer({ min: -1, max: 200 }).map(String), nasty)),
    fc.tuple(fc.constant("page_token"), pageToken),
    fc.tuple(fc.constant("sort_by"), fc.oneof(fc.constantFrom(...sorts), nasty)),
    fc.tuple(
      fc.constant("filter"),
      fc.oneof(
        fc.constantFrom(...statuses).map((s) => `status:${s}`),
        nasty,
      ),
    ),
    fc.tuple(fc.constant("phase"), fc.oneof(fc.constantFrom(...phases), nasty)),
    fc.tuple(
      fc.constant("q"),
      fc.oneof(fc.constantFrom("step", "gear", "a/b", "bracket 2", ...ids.conversions), nasty),
    ),
    fc.tuple(fc.constant("statuses"), fc.oneof(fc.constantFrom(...statuses, "success,queued"), nasty)),
    fc.tuple(fc.constant("lookup_enabled"), fc.oneof(fc.constantFrom("true", "false"), nasty)),
    fc.tuple(fc.constant("uri"), fc.oneof(fc.constantFrom("s3://bucket/prefix"), nasty)),
    fc.tuple(fc.constant("role_arn"), fc.oneof(fc.constantFrom("arn:aws:iam::123456789012:role/r"), nasty)),
    fc.tuple(nasty, nasty),
  );
  const query = fc.array(parameter, { maxLength: 4 });
  const headers = fc.dictionary(
    fc.constantFrom(
      "accept",
      "zoo-api-version",
      "last-event-id",
      "x-request-id",
      "accept-encoding",
      "range",
      "if-range",
      "if-none-match",
      "idempotency-key",
    ),
    fc.oneof(
      fc.constantFrom("2026-02", "2026-08", "*/*", "image/png", "bytes=0-1", "bytes=-5", "gzip", '"x", W/"y"'),
      fc.string({ maxLength: 20 }).filter((s) => /^[ -~]*$/.test(s)),
    ),
    { maxKeys: 2 },
  );
  const token = fc.oneof(
    { weight: 8, arbitrary: fc.constant("admin" as const) },
    { weight: 2, arbitrary: fc.constantFrom("member" as const, "none" as const, "bad" as const) },
  );
  const source = fc.record(
    {
      provider: fc.oneof(fc.constantFrom("zoo_managed", "s3"), nastyJson),
      uri: fc.oneof(fc.constantFrom("s3://bucket/prefix", null), nastyJson),
      access_role_arn: fc.oneof(fc.constantFrom("arn:aws:iam::123456789012:role/r", null), nastyJson),
    },
    { requiredKeys: [] },
  );
  const datasetBody = fc.record(
    {
      name: fc.oneof(fc.constant("parts"), nastyJson),
      description: fc.oneof(fc.constantFrom("text", null), nastyJson),
      source: fc.oneof({ weight: 3, arbitrary: source }, nastyJson),
      require_raw_kcl_similarity_score_for_success: fc.oneof(fc.boolean(), nastyJson),
    },
    { requiredKeys: [] },
  );
  const jsonText = (value: fc.Arbitrary<unknown>) =>
    fc.oneof(
      { weight: 8, arbitrary: value.map((v) => JSON.stringify(v) ?? "") },
      { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
    );
  const part = fc.tuple(
    fc.oneof(fc.constantFrom("a/b.step", "c.stp", "c.json", "d.sldprt"), nasty),
    fc.string({ maxLength: 200 }),
  );
  const multipart = fc.oneof(
    fc
      .array(part, { maxLength: 3 })
      .map(
        (parts) =>
          `${parts
            .map(
              ([name, text]) =>
                `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n${text}\r\n`,
            )
            .join("")}--b--\r\n`,
      ),
    fc.string({ maxLength: 200 }).map((text) => `--b\r\n${text}`),
  );

  const dataset = someId(ids.datasets).map(encodeSegment);
  const conversion = someId(ids.conversions).map(encodeSegment);
  const base = { query, headers, token };
  const of = (
    operation: string,
    method: string,
    path: fc.Arbitrary<string>,
    body?: fc.Arbitrary<string>,
    type = "application/json",
  ) =>
    fc
      .record({ operation: fc.constant(operation), method: fc.constant(method), path, ...base, ...(body && { body }) })
      .map((made) => (body ? { ...made, headers: { ...made.headers, "content-type": type } } : made));
  const d = dataset.map((id) => `/org/datasets/${id}`);
  const under = (tail: string) => d.map((path) => path + tail);
  const c = fc.tuple(dataset, conversion).map(([id, cid]) => `/org/datasets/${id}/conversions/${cid}`);
  const x = fc.tuple(dataset, conversion).map(([id, cid]) => `/x/datasets/${id}/conversions/${cid}`);

  return fc.oneof(
    of("org_dataset_s3_policies", "GET", fc.constant("/org/dataset/s3/policies")),
    of("list_org_datasets", "GET", fc.constant("/org/datasets")),
    of("create_org_dataset", "POST", fc.constant("/org/datasets"), jsonText(fc.oneof(datasetBody, nastyJson))),
    of("get_org_dataset", "GET", d),
    of("update_org_dataset", "PUT", d, jsonText(fc.oneof(datasetBody, nastyJson))),
    of(
      "delete_org_dataset",
      "DELETE",
      fc.oneof(fc.uuid(), nasty).map((id) => `/org/datasets/${encodeSegment(id)}`),
    ),
    of("upload_org_dataset_files", "POST", under("/uploads"), multipart, "multipart/form-data; boundary=b"),
    of("retrigger_org_dataset", "POST", under("/retrigger")),
    of("get_org_dataset_conversion_stats", "GET", under("/stats")),
    of("list_org_dataset_conversions", "GET", under("/conversions")),
    of("search_org_dataset_conversions", "GET", under("/search/conversions")),
    of("search_org_dataset_semantic", "GET", under("/search/semantic")),
    of("get_org_dataset_conversion", "GET", c),
    of(
      "download_org_dataset_conversion_original",
      "GET",
      c.map((path) => `${path}/original`),
    ),
    of(
      "retrigger_org_dataset_conversion",
      "POST",
      c.map((path) => `${path}/retrigger`),
    ),
    of("download_org_dataset_successful_kcl_bulk", "GET", under("/bulk-download/kcl")),
    of(
      "x:cancel",
      "POST",
      x.map((path) => `${path}/cancel`),
    ),
    of(
      "x:override",
      "PUT",
      x.map((path) => `${path}/override`),
      jsonText(fc.oneof(fc.record({ kcl: nastyJson }), nastyJson)),
    ),
    of(
      "x:clear",
      "DELETE",
      x.map((path) => `${path}/override`),
    ),
    of(
      "x:verify",
      "POST",
      x.map((path) => `${path}/override/verify`),
    ),
    of(
      "x:certificate",
      "GET",
      x.map((path) => `${path}/certificate`),
    ),
    of(
      "x:model",
      "GET",
      x.chain((path) => fc.constantFrom("salon_kcl", "nothing").map((stage) => `${path}/models/${stage}/faces`)),
    ),
    of(
      "x:rescan",
      "POST",
      dataset.map((id) => `/x/datasets/${id}/rescan`),
    ),
    of(
      "x:lookup",
      "PUT",
      dataset.map((id) => `/x/datasets/${id}/lookup`),
      jsonText(fc.oneof(fc.record({ lookup_enabled: nastyJson }), nastyJson)),
    ),
    of(
      "x:none",
      "GET",
      nasty.map((text) => `/${encodeURI(text.replace(/\p{Surrogate}/gu, "\ufffd"))}`),
    ),
  );
}

/** Mostly as a client would write it; sometimes raw, as far as an address may be at all. */
function encodeSegment(text: string): string {
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
  return encoded === "" || encoded === "." || encoded === ".." ? "%20" : encoded;
}
