import { uncompress } from 'snappyjs';
import { describe, expect, it } from 'vitest';
import { toBody } from '../write/outgoing';
import { encodeWriteRequest } from './encode-write-request';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the encoding of remote write', () => {
  it('is that of protobuf, byte by byte', () => {
    const labels = [{ name: '__name__', value: 'up' }];
    const written = encodeWriteRequest([{ labels, samples: [{ value: 1, atMs: 1_700_000_000_123 }] }]);
    // timeseries(1) { labels(1) { name(1) "__name__" value(2) "up" } samples(2) { value(1) 1.0 timestamp(2) … } }
    expect(hex(written)).toBe(
      ['0a22', '0a0e', '0a085f5f6e616d655f5f', '12027570', '1210', '09000000000000f03f', '10fbd095ffbc31'].join(''),
    );
  });

  it('writes a time before 1970 as two’s complement, in ten bytes', () => {
    const written = encodeWriteRequest([{ labels: [], samples: [{ value: 0, atMs: -1 }] }]);
    expect(hex(written)).toBe('0a16' + '1214' + '090000000000000000' + '10ffffffffffffffffff01');
  });

  it('counts bytes, not characters', () => {
    const written = encodeWriteRequest([{ labels: [{ name: 'a', value: 'ü€😀' }], samples: [] }]);
    expect(hex(written)).toBe('0a10' + '0a0e' + '0a0161' + '1209' + 'c3bce282acf09f9880');
  });

  it('gives lengths beyond 127 two bytes', () => {
    const written = encodeWriteRequest([{ labels: [{ name: 'a', value: 'b'.repeat(200) }], samples: [] }]);
    expect(hex(written).slice(0, 28)).toBe('0ad101' + '0ace01' + '0a0161' + '12c801' + '6262');
    expect(written).toHaveLength(212);
  });

  it('writes nothing for nothing', () => {
    expect(encodeWriteRequest([])).toHaveLength(0);
  });

  it('comes out of compression as it went in', () => {
    const times = Array.from({ length: 5_000 }, (_, index) => 1_700_000_000_000 + index * 15_000);
    const series = { key: 'a', labels: [{ name: '__name__', value: 'up' }], times, values: times.map(Math.sqrt) };
    const samples = times.map((atMs) => ({ atMs, value: Math.sqrt(atMs) }));
    const body = toBody([series]);
    expect(hex(uncompress(body))).toBe(hex(encodeWriteRequest([{ labels: series.labels, samples }])));
  });
});
