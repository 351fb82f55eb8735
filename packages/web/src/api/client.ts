/** The API with the types of its own description. Every failure is thrown as an ApiProblem. */
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./generated/schema";
import { currentToken, forgetToken } from "./token";

export type Dataset = components["schemas"]["OrgDataset"];
export type Summary = components["schemas"]["OrgDatasetFileConversionSummary"];
export type Details = components["schemas"]["OrgDatasetFileConversionDetails"];
export type Stats = components["schemas"]["OrgDatasetConversionStatsResponse"];
export type Policies = components["schemas"]["DatasetS3Policies"];
type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
export type Statistics = Answer<"/x/datasets/{id}/statistics">;
export type Progress = Answer<"/x/progress">[number];

/** What the server refused, in its own words. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(message: string, status: number, requestId?: string) {
    super(message);
    this.status = status;
    this.requestId = requestId;
  }
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as { readonly message?: string; readonly request_id?: string };
  return new ApiProblem(body.message ?? `the server answered ${response.status}`, response.status, body.request_id);
}

export const authorization = (): Record<string, string> => {
  const token = currentToken();
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
};

const withToken: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(authorization()))
      if (!request.headers.has(name)) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response, request }) {
    if (response.ok || response.status === 304) return;
    // A token that was revoked meanwhile: back to the first view. One that is being tried is not kept yet.
    if (response.status === 401 && request.headers.get("authorization") === authorization().authorization)
      forgetToken();
    throw await problemOf(response);
  },
};

export const api = createClient<paths>({ baseUrl: "/" });
api.use(withToken);

/** The body of an answer that has one. */
export function bodyOf<T>({ data }: { readonly data?: T }): T {
  if (data === undefined) throw new ApiProblem("the server's answer was empty", 0);
  return data;
}
