/**
 * A ZIP file written while its entries come: deflated, ZIP64 where 65,535 entries or 4 GiB are passed
 * (PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5). Names are UTF-8 (flag 11).
 */
import { promisify } from "node:util";
import { crc32, deflateRaw, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly data: Uint8Array;
  readonly modified: Date;
}

const deflate = promisify(deflateRaw);
/** Done at once: handing so little to a thread takes longer than the work. */
const smallBytes = 2 ** 14;
const utf8Names = 1 << 11;
const most16 = 0xffff;
const most32 = 0xffffffff;
const deflated = 8;
const zip64Version = 45;

interface Listed {
  readonly name: Buffer;
  readonly time: readonly [number, number];
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** The bytes of a ZIP file of `entries`. Holds one entry at a time, and about 100 bytes of each for the directory at the end. */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const listed: Listed[] = [];
  let offset = 0;
  for await (const { name, data, modified } of entries) {
    const packed = data.length <= smallBytes ? deflateRawSync(data) : await deflate(data);
    const entry: Listed = {
      name: Buffer.from(name),
      time: dosTime(modified),
      crc: crc32(data),
      packed: packed.length,
      size: data.length,
      offset,
    };
    listed.push(entry);
    const head = localHeader(entry);
    offset += head.length + packed.length;
    yield head;
    yield packed;
  }
  let directoryBytes = 0;
  for (const entry of listed) {
    const record = directoryRecord(entry);
    directoryBytes += record.length;
    yield record;
  }
  yield endOfDirectory(listed.length, directoryBytes, offset);
}

/** The sizes are known before the entry is written, so no data descriptor is needed. */
function localHeader({ name, time, crc, packed, size }: Listed): Buffer {
  return Buffer.concat([
    words([0x04034b50, 4], [20, 2], [utf8Names, 2], [deflated, 2], [time[0], 2], [time[1], 2]),
    words([crc, 4], [packed, 4], [size, 4], [name.length, 2], [0, 2]),
    name,
  ]);
}

function directoryRecord({ name, time, crc, packed, size, offset }: Listed): Buffer {
  const far = offset > most32 - 1;
  const extra = far ? Buffer.concat([words([1, 2], [8, 2]), word64(offset)]) : Buffer.alloc(0);
  return Buffer.concat([
    words([0x02014b50, 4], [zip64Version, 2], [far ? zip64Version : 20, 2], [utf8Names, 2], [deflated, 2]),
    words([time[0], 2], [time[1], 2], [crc, 4], [packed, 4], [size, 4], [name.length, 2], [extra.length, 2]),
    words([0, 2], [0, 2], [0, 2], [0, 4], [far ? most32 : offset, 4]),
    name,
    extra,
  ]);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const big = count >= most16 || offset >= most32 || bytes >= most32;
  const end64 = Buffer.concat([
    words([0x06064b50, 4]),
    word64(44),
    words([zip64Version, 2], [zip64Version, 2], [0, 4], [0, 4]),
    word64(count),
    word64(count),
    word64(bytes),
    word64(offset),
    words([0x07064b50, 4], [0, 4]),
    word64(offset + bytes),
    words([1, 4]),
  ]);
  const end = words(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [Math.min(count, most16), 2],
    [Math.min(count, most16), 2],
    [Math.min(bytes, most32), 4],
    [Math.min(offset, most32), 4],
    [0, 2],
  );
  return big ? Buffer.concat([end64, end]) : end;
}

/** Little-endian numbers of so many bytes. */
function words(...parts: readonly (readonly [number, 2 | 4])[]): Buffer {
  return Buffer.concat(
    parts.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

function word64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

/** MS-DOS time and date, UTC; it begins in 1980 and counts two seconds. */
function dosTime(at: Date): readonly [number, number] {
  const year = Math.min(127, Math.max(0, at.getUTCFullYear() - 1980));
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return [time, (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()];
}
