import { uncompress } from 'snappyjs';
import type { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';

/** Labels as JSON, and the samples behind them. */
export type HeldSamples = Map<string, Map<number, number>>;

export interface StrictEngine {
  engine: Engine;
  held: HeldSamples;
  /** How many requests to write were made. */
  writes: () => number;
}

/**
 * An engine as Prometheus is without a window for late samples: it takes none older than the newest of its series, no
 * second value of a moment, and nothing of a request in which there is one. What it says then is given.
 */
export function openStrictEngine(refusal: EngineFault): StrictEngine {
  const held: HeldSamples = new Map();
  let writes = 0;
  const engine: Engine = {
    async write(body) {
      writes += 1;
      const series = decodeWriteRequest(uncompress(body));
      for (const { labels, samples } of series) {
        const has = held.get(labels) ?? new Map<number, number>();
        const newest = Math.max(Number.NEGATIVE_INFINITY, ...has.keys());
        if (samples.some(([at, value]) => at < newest || (at === newest && has.get(at) !== value))) throw refusal;
      }
      for (const { labels, samples } of series) held.set(labels, new Map([...(held.get(labels) ?? []), ...samples]));
    },
    async ask() {
      const result = [...held].map(([labels, samples]) => ({
        metric: JSON.parse(labels) as unknown,
        values: [...samples].map(([at, value]) => [at / 1000, String(value)]),
      }));
      return { data: { resultType: 'matrix', result }, gaps: [] };
    },
  };
  return { engine, held, writes: () => writes };
}

interface DecodedSeries {
  labels: string;
  samples: [at: number, value: number][];
}

/** Reads a WriteRequest as protobuf describes it, apart from the code that writes it. */
function decodeWriteRequest(bytes: Uint8Array): DecodedSeries[] {
  return fieldsOf(bytes).map(({ content }) => {
    const fields = fieldsOf(toBytes(content));
    const labels = fields.filter(({ number }) => number === 1).map((field) => fieldsOf(toBytes(field.content)));
    const samples = fields.filter(({ number }) => number === 2).map((field) => fieldsOf(toBytes(field.content)));
    const text = (content: Uint8Array | number | undefined) => Buffer.from(toBytes(content)).toString('utf8');
    return {
      labels: JSON.stringify(
        Object.fromEntries(labels.map(([name, value]) => [text(name?.content), text(value?.content)])),
      ),
      samples: samples.map(([value, at]) => [Number(at?.content), Number(value?.content)]),
    };
  });
}

function toBytes(content: Uint8Array | number | undefined): Uint8Array {
  if (content instanceof Uint8Array) return content;
  throw new TypeError('This field has no length.');
}

function fieldsOf(bytes: Uint8Array): { number: number; content: Uint8Array | number }[] {
  const view = Buffer.from(bytes);
  const fields: { number: number; content: Uint8Array | number }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = view.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < view.length) {
    const key = varint();
    if (key % 8 === 0) fields.push({ number: key >> 3, content: varint() });
    else if (key % 8 === 1) {
      fields.push({ number: key >> 3, content: view.readDoubleLE(at) });
      at += 8;
    } else {
      const length = varint();
      fields.push({ number: key >> 3, content: view.subarray(at, at + length) });
      at += length;
    }
  }
  return fields;
}
