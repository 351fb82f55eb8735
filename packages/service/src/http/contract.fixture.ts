/** Answers against Zoo's document: every schema forbids what it does not name. */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const document = JSON.parse(readFileSync(new URL("./contract/openapi-datasets.json", import.meta.url), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

/** Objects with properties forbid all others. Schemas without a type say nothing, which is right for metadata and policies. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  // Ajv knows `nullable` beside a type only; beside a reference it is another way.
  const { nullable, ...rest } = copy;
  const strict =
    "properties" in rest && !("additionalProperties" in rest) ? { ...rest, additionalProperties: false } : rest;
  if (nullable !== true) return strict;
  return "type" in strict ? { ...strict, nullable: true } : { anyOf: [strict, { type: "null" }] };
}

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
for (const format of ["uint", "uint32", "int64", "int32", "double", "byte"]) ajv.addFormat(format, true);
ajv.addSchema({ $id: "contract", components: closed(document.components) as object });

const compiled = new Map<string, ValidateFunction>();

function check(key: string, schema: object, body: unknown): string[] {
  const validate = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, validate);
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** What is wrong with a body of the named schema of the contract. */
export function faultsOf(schema: string, body: unknown): string[] {
  if (!(schema in document.components.schemas)) throw new Error(`the contract has no schema ${schema}`);
  return check(schema, { $ref: `contract#/components/schemas/${schema}` }, body);
}

/** Without those that only answer a browser's preflight. */
export const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => method !== "options")
    .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** What is wrong with an answer of an operation of the contract: its status, its body, the headers that every answer has. */
export async function faultsOfAnswer(operationId: string, response: Response, text: string): Promise<string[]> {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  if (!found) throw new Error(`the contract has no operation ${operationId}`);
  const faults = ["x-api-call-id", "x-request-id"]
    .filter((header) => !response.headers.get(header))
    .map((h) => `no ${h}`);
  if (response.status >= 400) {
    if (response.status >= 500) faults.push(`status ${response.status}: ${text.slice(0, 300)}`);
    return [...faults, ...faultsOf("Error", parsed(text, faults))];
  }
  const answer = found.operation.responses[String(response.status)] ?? found.operation.responses.default;
  if (!answer) return [...faults, `status ${response.status} is not in the contract`];
  const schema = answer.content?.["application/json"]?.schema;
  if (!schema) return response.status === 204 && text !== "" ? [...faults, "a body where none belongs"] : faults;
  const absolute = JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"contract#/')) as object;
  return [...faults, ...check(operationId, absolute, parsed(text, faults))];
}

function parsed(text: string, faults: string[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    faults.push(`not JSON: ${text.slice(0, 100)}`);
    return undefined;
  }
}
