/**
 * The errors of the HTTP edge: code, message template, HTTP status. The errors of files and conversions are those of the kernel's table;
 * the two share no code, so `error_code` is never ambiguous. docs/errors.md explains both; a test compares the page with the tables.
 */
import { type ErrorCode, errorTable, UnbakeError } from "@unbake/kernel";
import { type Condition, conditionOf, conditionText } from "../conditions/index.js";

export interface ApiErrorKind {
  readonly message: string;
  readonly httpStatus: number;
}

export const apiErrorTable = {
  bad_request: { httpStatus: 400, message: "the request is malformed: {detail}" },
  bad_parameter: { httpStatus: 400, message: "a parameter is wrong: {detail}" },
  bad_body: { httpStatus: 400, message: "the body is wrong: {detail}" },
  bad_filter: { httpStatus: 400, message: "the filter is not known: {detail}" },
  bad_page_token: { httpStatus: 400, message: "the page token is not valid here: {detail}" },
  bad_file_path: { httpStatus: 400, message: "a file's path is refused: {detail}" },
  bad_upload: { httpStatus: 400, message: "the upload is malformed: {detail}" },
  unauthorized: { httpStatus: 401, message: "no valid token: {detail}" },
  forbidden: { httpStatus: 403, message: "not allowed: {detail}" },
  not_found: { httpStatus: 404, message: "not found: {detail}" },
  conflict: { httpStatus: 409, message: "not possible now: {detail}" },
  payload_too_large: { httpStatus: 413, message: "too large: {detail}" },
  unsupported_media_type: { httpStatus: 415, message: "this content type is not read here: {detail}" },
  rate_limited: { httpStatus: 429, message: "too many requests: {detail}" },
  server_error: { httpStatus: 500, message: "unexpected: {detail}" },
  unavailable: { httpStatus: 503, message: "not available now: {detail}" },
  storage_full: { httpStatus: 507, message: "there is no room to do this now: {detail}" },
} as const satisfies Record<string, ApiErrorKind>;

export type ApiErrorCode = keyof typeof apiErrorTable;

/** An error that answers a request. `retryAfterS` goes out as `Retry-After`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode | ErrorCode;
  readonly httpStatus: number;
  readonly retryAfterS: number | undefined;

  constructor(code: ApiErrorCode, detail: string, options?: ErrorOptions & { readonly retryAfterS?: number }) {
    const { message, httpStatus } = apiErrorTable[code];
    super(
      message.replace("{detail}", () => detail),
      options,
    );
    this.name = "ApiError";
    this.code = code;
    this.httpStatus = httpStatus;
    this.retryAfterS = options?.retryAfterS;
  }
}

/** What an error that reached the edge answers with. Anything that nobody foresaw is `server_error`, its words stay in the log. */
export interface ErrorAnswer {
  readonly httpStatus: number;
  readonly code: ApiErrorCode | ErrorCode;
  readonly message: string;
  readonly retryAfterS?: number;
}

/** Maps errors of ours, of the framework and of the table to an answer. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof ApiError) {
    const { code, httpStatus, message, retryAfterS } = error;
    return { code, httpStatus, message, ...(retryAfterS !== undefined && { retryAfterS }) };
  }
  if (error instanceof UnbakeError) {
    const { httpStatus } = errorTable[error.code];
    return { code: error.code, httpStatus, message: error.message };
  }
  if (isFrameworkError(error)) return answerOf(ofFramework(error));
  const condition = conditionOf(error);
  if (condition) return answerOf(ofCondition(condition));
  return answerOf(new ApiError("server_error", "see the log"));
}

function ofCondition(condition: Condition): ApiError {
  if (condition === "full") return new ApiError("storage_full", conditionText[condition], { retryAfterS: 30 });
  return new ApiError("unavailable", conditionText[condition], { retryAfterS: 2 });
}

interface FrameworkError {
  readonly message: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: unknown;
  readonly validationContext?: string;
}

function isFrameworkError(error: unknown): error is FrameworkError {
  if (!(error instanceof Error)) return false;
  const { validation, statusCode } = error as FrameworkError;
  return validation !== undefined || (statusCode !== undefined && statusCode >= 400 && statusCode < 500);
}

/** Fastify and its plugins tell what the client did wrong by status. */
function ofFramework({ validation, validationContext, statusCode, message }: FrameworkError): ApiError {
  if (validation !== undefined)
    return new ApiError(validationContext === "body" ? "bad_body" : "bad_parameter", message);
  switch (statusCode) {
    case 404:
      return new ApiError("not_found", message);
    case 413:
      return new ApiError("payload_too_large", message);
    case 406:
    case 415:
      return new ApiError("unsupported_media_type", message);
    default:
      return new ApiError("bad_request", message);
  }
}
