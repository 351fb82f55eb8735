/**
 * A browser's `<img>` cannot send a header. So the page keeps its token in a cookie as well, which opens nothing but pictures: routes that
 * say so in their configuration, and only for reading.
 */
import type { FastifyRequest } from "fastify";

const name = "unbake_pictures";
/** Only sent where pictures are, never by another site's page, never shown to a script. */
const attributes = "Path=/x/datasets; HttpOnly; SameSite=Strict";

export function tokenOfCookie(request: FastifyRequest): string | undefined {
  const pairs = request.headers.cookie?.split(";") ?? [];
  const pair = pairs.map((text) => text.trim()).find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

export function cookieWith(token: string, request: FastifyRequest): string {
  return `${name}=${token}; ${attributes}${secure(request)}`;
}

export function cookieGone(request: FastifyRequest): string {
  return `${name}=; Max-Age=0; ${attributes}${secure(request)}`;
}

/** A proxy before this server speaks TLS; what the browser sees is what counts. */
function secure(request: FastifyRequest): string {
  const seen = request.headers["x-forwarded-proto"] ?? request.protocol;
  return seen === "https" ? "; Secure" : "";
}
