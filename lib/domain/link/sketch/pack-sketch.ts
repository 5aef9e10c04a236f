import { LogSketch, lastBucket, toBucket, zeroBucket } from './log-sketch';

/**
 * A sketch as bytes: a version, how many buckets there are, for each by how much its number exceeds the one before and its
 * count, then least, greatest and sum. Numbers are in base 128, the low end first (LEB128). Null for an empty one: where
 * nothing was measured there is nothing to keep.
 */
export function packSketch(sketch: LogSketch): Uint8Array<ArrayBuffer> | null {
  const { min, max, sum } = sketch;
  if (min === null || max === null) return null;
  const bytes: number[] = [version];
  const buckets = sketch.buckets();
  write(bytes, buckets.length);
  let before = zeroBucket - 1;
  for (const [bucket, count] of buckets) {
    write(bytes, bucket - before);
    write(bytes, count);
    before = bucket;
  }
  write(bytes, min);
  write(bytes, max);
  writeLarge(bytes, sum);
  return Uint8Array.from(bytes);
}

/** The sketch that bytes hold. Throws as `mergePacked` does. */
export function unpackSketch(bytes: Uint8Array): LogSketch {
  const sketch = new LogSketch();
  mergePacked(sketch, bytes);
  return sketch;
}

/**
 * Takes all that a packed sketch has seen into another, without making one of it first. Throws a RangeError for bytes that no
 * sketch was packed to; the other is then of no use any more.
 */
export function mergePacked(into: LogSketch, bytes: Uint8Array): void {
  const reader = new Reader(bytes);
  if (reader.read() !== version) throw malformed('another version');
  const size = reader.read();
  let bucket = zeroBucket - 1;
  let first = bucket;
  let total = 0;
  for (let index = 0; index < size; index++) {
    const step = reader.read();
    const count = reader.read();
    bucket += step;
    if (step === 0 || bucket > lastBucket || count === 0) throw malformed('its buckets');
    if (index === 0) first = bucket;
    total += count;
    into.addBucket(bucket, count);
  }
  const min = reader.read();
  const max = reader.read();
  const sum = reader.readLarge();
  const bounded = toBucket(min) === first && toBucket(max) === bucket && min <= max && Number.isSafeInteger(total);
  if (size === 0 || !bounded || !reader.isAtEnd) throw malformed('its bounds');
  if (sum < BigInt(min) * BigInt(total) || sum > BigInt(max) * BigInt(total)) throw malformed('its sum');
  into.addBounds(min, max, sum);
}

const version = 1;
/** No sum of as many values as can be counted is longer. */
const longestSum = 16;

function malformed(what: string): RangeError {
  return new RangeError(`These bytes are no sketch: ${what}.`);
}

function write(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function writeLarge(bytes: number[], value: bigint): void {
  let rest = value;
  while (rest >= 128n) {
    bytes.push(Number(rest % 128n) + 128);
    rest /= 128n;
  }
  bytes.push(Number(rest));
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  read(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#next();
      value += (byte % 128) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw malformed('a number too large');
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  readLarge(): bigint {
    const length = this.#bytes.subarray(this.#at).findIndex((byte) => byte < 128);
    if (length < 0 || length >= longestSum) throw malformed('a number too large');
    // What fits is read the faster way.
    if (length < 7) return BigInt(this.read());
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.#next();
      value += BigInt(byte % 128) << shift;
      if (byte < 128) return value;
      shift += 7n;
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw malformed('they end too soon');
    this.#at += 1;
    return byte;
  }
}
