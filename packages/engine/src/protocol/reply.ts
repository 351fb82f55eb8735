/**
 * Replies of the engine: MessagePack, maps with string keys, UUIDs as `bin` of 16 bytes, also where they are map keys.
 * Handlers answer with plain data in which a UUID is wrapped by `id(...)`, so that text and UUID cannot be mixed up.
 */
import { Encoder } from "@msgpack/msgpack";
import { type Uuid, uuidBytes } from "./uuid.js";

/** A UUID inside a reply. */
export interface IdValue {
  readonly uuid: Uuid;
}

export const id = (uuid: Uuid): IdValue => ({ uuid });
export const ids = (uuids: Iterable<Uuid>): IdValue[] => [...uuids].map(id);

export type ReplyValue =
  | string
  | number
  | boolean
  | null
  | IdValue
  | readonly ReplyValue[]
  | ReadonlyMap<Uuid, ReplyValue>
  | { readonly [key: string]: ReplyValue };

/** What a command answers: the name of the response in Zoo's protocol and its fields. */
export interface Reply {
  readonly type: string;
  readonly data?: { readonly [key: string]: ReplyValue };
}

/** For commands without a result. */
export const empty: Reply = { type: "empty" };

const isId = (value: object): value is IdValue => "uuid" in value && typeof value.uuid === "string";

/** One for all values: a new one allocates 2 KB before it writes a byte. It hands out copies. */
const encoder = new Encoder();
const encode = (value: unknown): Uint8Array => encoder.encode(value);

/** Numbers stay doubles where they are lengths and become integers where they are counts: MessagePack decides by value. */
function pack(value: ReplyValue): Uint8Array[] {
  if (value === null || typeof value !== "object") return [encode(value)];
  if (Array.isArray(value)) return [arrayHead(value.length), ...value.flatMap((v: ReplyValue) => pack(v))];
  if (value instanceof Map) {
    const pairs = [...value.entries()] as [Uuid, ReplyValue][];
    return [mapHead(pairs.length), ...pairs.flatMap(([key, v]) => [encode(uuidBytes(key)), ...pack(v)])];
  }
  if (isId(value)) return [encode(uuidBytes(value.uuid))];
  const fields = Object.entries(value as { readonly [key: string]: ReplyValue });
  return [mapHead(fields.length), ...fields.flatMap(([key, v]) => [encode(key), ...pack(v)])];
}

/** Head of a collection: fix, 16 bit and 32 bit forms (MessagePack specification, "array" and "map" formats). */
function head(length: number, fix: number, wide: number): Uint8Array {
  if (length < 16) return Uint8Array.of(fix | length);
  if (length < 65536) return Uint8Array.of(wide, length >> 8, length & 255);
  return Uint8Array.of(wide + 1, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255);
}
const arrayHead = (length: number): Uint8Array => head(length, 0x90, 0xdc);
const mapHead = (length: number): Uint8Array => head(length, 0x80, 0xde);

const packed = (value: ReplyValue): Uint8Array => Uint8Array.from(Buffer.concat(pack(value)));

const asValue = (reply: Reply): ReplyValue =>
  reply.data === undefined ? { type: reply.type } : { type: reply.type, data: reply.data };

/** The success reply to one command. */
export function packReply(requestId: Uuid, reply: Reply): Uint8Array {
  return packed({
    success: true,
    request_id: id(requestId),
    resp: { type: "modeling", data: { modeling_response: asValue(reply) } },
  });
}

/** The success reply to a batch: one response a request id. */
export function packBatchReply(batchId: Uuid, replies: ReadonlyMap<Uuid, Reply>): Uint8Array {
  const responses = new Map([...replies].map(([key, reply]) => [key, { response: asValue(reply) }]));
  return packed({ success: true, request_id: id(batchId), resp: { type: "modeling_batch", data: { responses } } });
}

/** What a rejected command carries: the JSON text of a failure response. */
export function failureText(requestId: Uuid, message: string): string {
  const errors = [{ error_code: "bad_request", message }];
  return JSON.stringify({ success: false, request_id: requestId, errors });
}

/** The same as a reply, for commands that were fired: nobody is there to reject to. */
export function packFailure(text: string): Uint8Array {
  const { request_id, ...rest } = JSON.parse(text) as { readonly request_id: Uuid } & {
    readonly [key: string]: ReplyValue;
  };
  return packed({ ...rest, request_id: id(request_id) });
}
