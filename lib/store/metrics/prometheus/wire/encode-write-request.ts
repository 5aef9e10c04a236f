/** One label of a series. */
export interface Label {
  name: string;
  value: string;
}

/** A series as remote write carries it. */
export interface WireSeries {
  /** In order of their names, `__name__` among them; none empty, none twice. */
  labels: readonly Label[];
  samples: readonly WireSample[];
}

export interface WireSample {
  value: number;
  /** Whole milliseconds since 1970. */
  atMs: number;
}

// A field's key on the wire is its number, times eight, plus how it is written: 0 a varint, 1 eight bytes, 2 with a length.
const keys = {
  request: { timeseries: (1 << 3) | 2 },
  series: { labels: (1 << 3) | 2, samples: (2 << 3) | 2 },
  label: { name: (1 << 3) | 2, value: (2 << 3) | 2 },
  sample: { value: (1 << 3) | 1, timestamp: (2 << 3) | 0 },
} as const;

/** Writes `prometheus.WriteRequest` of remote write 1.0 as protobuf, not yet compressed. */
export function encodeWriteRequest(series: readonly WireSeries[]): Uint8Array {
  const sized = series.map((one) => ({ one, size: seriesSize(one) }));
  const total = sized.reduce((sum, { size }) => sum + nestedSize(size), 0);
  const target = new WireTarget(total);
  for (const { one, size } of sized) {
    target.key(keys.request.timeseries, size);
    writeSeries(target, one);
  }
  return target.bytes;
}

function writeSeries(target: WireTarget, { labels, samples }: WireSeries): void {
  for (const { name, value } of labels) {
    target.key(keys.series.labels, labelSize({ name, value }));
    target.text(keys.label.name, name);
    target.text(keys.label.value, value);
  }
  for (const sample of samples) {
    target.key(keys.series.samples, sampleSize(sample));
    target.double(keys.sample.value, sample.value);
    target.key(keys.sample.timestamp, sample.atMs);
  }
}

function seriesSize({ labels, samples }: WireSeries): number {
  let size = 0;
  for (const label of labels) size += nestedSize(labelSize(label));
  for (const sample of samples) size += nestedSize(sampleSize(sample));
  return size;
}

function labelSize({ name, value }: Label): number {
  return nestedSize(Buffer.byteLength(name)) + nestedSize(Buffer.byteLength(value));
}

function sampleSize({ atMs }: WireSample): number {
  return 1 + 8 + 1 + varintSize(atMs);
}

/** Of a key, a length and what has that length. */
function nestedSize(size: number): number {
  return 1 + varintSize(size) + size;
}

function varintSize(value: number): number {
  if (value < 0) return 10;
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

/** Bytes filled from the front. */
class WireTarget {
  readonly bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** A field's key and the varint behind it: the value itself or a length. */
  key(key: number, value: number): void {
    this.#byte(key);
    if (value < 0) {
      this.#negative(value);
      return;
    }
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#byte((rest % 0x80) | 0x80);
    this.#byte(rest);
  }

  text(key: number, text: string): void {
    this.key(key, Buffer.byteLength(text));
    this.#at += this.bytes.write(text, this.#at, 'utf8');
  }

  double(key: number, value: number): void {
    this.#byte(key);
    this.#at = this.bytes.writeDoubleLE(value, this.#at);
  }

  /** An int64 below zero takes ten bytes, as two's complement. */
  #negative(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest >= 0x80n; rest >>= 7n) this.#byte(Number(rest & 0x7fn) | 0x80);
    this.#byte(Number(rest));
  }

  #byte(byte: number): void {
    this.#at = this.bytes.writeUInt8(byte, this.#at);
  }
}
