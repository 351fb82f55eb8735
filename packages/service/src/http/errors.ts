/**
 * The errors of the HTTP edge: code, message template, HTTP status. The errors of files and conversions are those of the kernel's table;
 * the two share no code, so `error_code` is never ambiguous. docs/errors.md explains both; a test compares the page with the tables.
 */
import { type ErrorCode, errorTable, UnbakeError } from "@unbake/ground";
import type { Condition } from "@unbake/jobs";
import { conditionOf, conditionText } from "../conditions/index.js";
import { DamagedObject, MissingObject } from "../storage/index.js";
import { type Fault, wordsOf } from "./faults.js";

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
  method_not_allowed: { httpStatus: 405, message: "this address is not served with this method: {detail}" },
  conflict: { httpStatus: 409, message: "not possible now: {detail}" },
  request_timeout: { httpStatus: 408, message: "the request did not come: {detail}" },
  payload_too_large: { httpStatus: 413, message: "too large: {detail}" },
  unsupported_media_type: { httpStatus: 415, message: "this content type is not read here: {detail}" },
  range_not_satisfiable: { httpStatus: 416, message: "there are no such bytes: {detail}" },
  idempotency_key_reused: { httpStatus: 422, message: "the idempotency key belongs to another request: {detail}" },
  rate_limited: { httpStatus: 429, message: "too many requests: {detail}" },
  lost_bytes: { httpStatus: 500, message: "what was stored is missing or damaged: {detail}" },
  server_error: { httpStatus: 500, message: "unexpected: {detail}" },
  unavailable: { httpStatus: 503, message: "not available now: {detail}" },
  storage_full: { httpStatus: 507, message: "there is no room to do this now: {detail}" },
} as const satisfies Record<string, ApiErrorKind>;

export type ApiErrorCode = keyof typeof apiErrorTable;

export interface AnswerOptions {
  /** Goes out as `Retry-After`. */
  readonly retryAfterS?: number;
  /** Headers without which the answer is not understood. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error that answers a request. */
export class ApiError extends Error {
  readonly code: ApiErrorCode | ErrorCode;
  readonly httpStatus: number;
  readonly retryAfterS: number | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(code: ApiErrorCode, detail: string, options?: ErrorOptions & AnswerOptions) {
    const { message, httpStatus } = apiErrorTable[code];
    super(
      message.replace("{detail}", () => detail),
      options,
    );
    this.name = "ApiError";
    this.code = code;
    this.httpStatus = httpStatus;
    this.retryAfterS = options?.retryAfterS;
    this.headers = options?.headers;
  }
}

/** What an error that reached the edge answers with. Anything that nobody foresaw is `server_error`, its words stay in the log. */
export interface ErrorAnswer extends AnswerOptions {
  readonly httpStatus: number;
  readonly code: ApiErrorCode | ErrorCode;
  readonly message: string;
}

/** The HTTP status of an error of the table. */
export const httpStatusOf = (code: ErrorCode): number => (errorTable[code].status === "error_internal" ? 500 : 422);

/** Maps errors of ours, of the framework and of the table to an answer. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof ApiError) {
    const { code, httpStatus, message, retryAfterS, headers } = error;
    return {
      code,
      httpStatus,
      message,
      ...(retryAfterS !== undefined && { retryAfterS }),
      ...(headers && { headers }),
    };
  }
  if (error instanceof UnbakeError) {
    return { code: error.code, httpStatus: httpStatusOf(error.code), message: error.message };
  }
  if (isLost(error)) return answerOf(new ApiError("lost_bytes", error.message));
  if (isFrameworkError(error)) return answerOf(ofFramework(error));
  const condition = conditionOf(error);
  if (condition) return answerOf(ofCondition(condition));
  return answerOf(new ApiError("server_error", "see the log"));
}

/** The bytes of one artefact or file are gone for good; others are not. */
export const isLost = (error: unknown): error is Error =>
  error instanceof MissingObject || error instanceof DamagedObject;

function ofCondition(condition: Condition): ApiError {
  if (condition === "full") return new ApiError("storage_full", conditionText[condition], { retryAfterS: 30 });
  return new ApiError("unavailable", conditionText[condition], { retryAfterS: 2 });
}

interface FrameworkError {
  readonly message: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly validation?: readonly Fault[];
  readonly validationContext?: string;
}

function isFrameworkError(error: unknown): error is FrameworkError {
  if (!(error instanceof Error)) return false;
  const { validation, statusCode } = error as FrameworkError;
  return validation !== undefined || (statusCode !== undefined && statusCode >= 400 && statusCode < 500);
}

/** Fastify and its plugins tell what the client did wrong by status. */
function ofFramework({ validation, validationContext, statusCode, message }: FrameworkError): ApiError {
  if (validation !== undefined) {
    const inBody = validationContext === "body";
    const [fault = { message }] = validation;
    return new ApiError(inBody ? "bad_body" : "bad_parameter", wordsOf(fault, inBody ? "the body" : "the address"));
  }
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
