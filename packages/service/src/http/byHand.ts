/** Answers outside of any route: to what is no HTTP, or to a request that will never be whole. */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type ApiErrorCode, apiErrorTable } from "./errors.js";

/** Long enough for the answer to leave; a client that still sends does not hold the connection. */
const lingerMs = 2000;

/** Answers with an error, in the shape of all others, and closes the connection. `status` differs from the code's where HTTP has a finer one. */
export function answerByHand(socket: Socket, code: ApiErrorCode, message: string, status?: number): void {
  const httpStatus = status ?? apiErrorTable[code].httpStatus;
  const id = randomUUID();
  const body = JSON.stringify({ message, request_id: id, error_code: code });
  socket.end(
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nX-Api-Call-Id: ${id}\r\nX-Request-Id: ${id}\r\n` +
      `X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
